#include "platform/blob/files_record.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace dailygrind::blob {
namespace {

namespace json = boost::json;

/// The last bytes of a file: the length of the JSON before them, in hex, and a mark.
constexpr std::string_view mark = "DGblob1\n";
constexpr std::size_t footer_bytes = 8 + mark.size();
constexpr std::size_t most_json_bytes = 4096;

/// As many as there are; fewer only at the end of the file.
std::string read_at(int descriptor, std::uint64_t from, std::uint64_t size) {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::pread(descriptor, bytes.data() + done, bytes.size() - done,
                             static_cast<off_t>(from + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw std::system_error{errno, std::generic_category(), "cannot read a blob"};
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

/// Of the JSON before a footer; 0 where it is no footer of ours.
std::size_t json_bytes_before(std::string_view footer) {
  std::size_t size = 0;
  if (footer.size() != footer_bytes || !footer.ends_with(mark)) return 0;
  const auto digits = footer.substr(0, footer_bytes - mark.size());
  std::from_chars(digits.begin(), digits.end(), size, 16);
  return size <= most_json_bytes ? size : 0;
}

/// All but the size. Throws where it is not what trailer_of writes.
Info info_of(std::string_view text) {
  const auto document = json::parse(json::string_view{text.data(), text.size()});
  const auto text_of = [&](const char* name) {
    const auto& value = document.at(name).as_string();
    return std::string{value.data(), value.size()};
  };
  Info info{.content_type = text_of("contentType"),
            .sha256 = Checksum::from_hex(text_of("sha256")),
            .last_modified = Instant{milliseconds{document.at("modified").as_int64()}}};
  info.etag = etag_of(info.sha256.value());
  return info;
}

}  // namespace

std::string trailer_of(const Info& info) {
  const auto text = json::serialize(json::object{
      {"contentType", info.content_type},
      {"sha256", info.sha256.value().hex()},
      {"modified", info.last_modified.time_since_epoch().count()},
  });
  return fmt::format("{}{:08x}{}", text, text.size(), mark);
}

std::string etag_of(const Checksum& sha256) { return "\"" + sha256.hex() + "\""; }

std::optional<Record> Record::open(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (descriptor < 0) {
    throw std::system_error{errno, std::generic_category(), "cannot open " + path.string()};
  }
  Record record{descriptor};
  record.read_trailer(path);
  return record;
}

Record::~Record() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Record::Record(Record&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), info_(std::move(other.info_)) {}

void Record::read_trailer(const std::filesystem::path& path) {
  struct stat status{};
  ::fstat(descriptor_, &status);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const auto footer =
      read_at(descriptor_, size - std::min<std::uint64_t>(size, footer_bytes), footer_bytes);
  const auto length = json_bytes_before(footer);
  try {
    if (length == 0 || length + footer_bytes > size) throw std::runtime_error{"no trailer"};
    const auto content = size - footer_bytes - length;
    info_ = info_of(read_at(descriptor_, content, length));
    info_.size = content;
  } catch (const std::exception& error) {
    throw std::runtime_error{path.string() + " is damaged (" + error.what() +
                             "); restore it from a backup, or remove it"};
  }
}

std::string Record::read(Range range) const {
  if (range.first >= info_.size) return {};
  const auto size = std::min({range.size, max_call_bytes, info_.size - range.first});
  return read_at(descriptor_, range.first, size);
}

}  // namespace dailygrind::blob
