#include "dailygrind/backup/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace dailygrind::backup {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 16U;

[[noreturn]] void fail(archive* archive) {
  const char* reason = archive_error_string(archive);
  throw std::runtime_error{reason ? reason : "the archive is broken"};
}

void demand(archive* archive, la_ssize_t code) {
  if (code < ARCHIVE_OK) fail(archive);
}

int make_private(const std::filesystem::path& path) {
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) return made;
  throw std::runtime_error{"cannot make " + path.string() + ": " + std::strerror(errno)};
}

struct FreeEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

/// A new file that is being written.
class Output {
 public:
  explicit Output(const std::filesystem::path& path) : path_(path), file_(make_private(path)) {}
  ~Output() { ::close(file_); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(Chunk chunk) const {
    while (!chunk.empty()) {
      const auto written = ::write(file_, chunk.data(), chunk.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        throw std::runtime_error{"cannot write " + path_.string() + ": " + std::strerror(errno)};
      }
      chunk = chunk.subspan(static_cast<std::size_t>(written));
    }
  }

 private:
  std::filesystem::path path_;
  int file_;
};

}  // namespace

void ArchiveWriter::Free::operator()(archive* archive) const { archive_write_free(archive); }

ArchiveWriter::ArchiveWriter(const std::filesystem::path& path)
    : descriptor_(make_private(path)), archive_(archive_write_new()) {
  demand(archive_.get(), archive_write_set_format_pax_restricted(archive_.get()));
  demand(archive_.get(), archive_write_add_filter_gzip(archive_.get()));
  demand(archive_.get(), archive_write_set_options(archive_.get(), "gzip:compression-level=3"));
  demand(archive_.get(), archive_write_open_fd(archive_.get(), descriptor_));
}

ArchiveWriter::~ArchiveWriter() {
  archive_.reset();
  ::close(descriptor_);
}

void ArchiveWriter::begin_entry(const std::string& name, std::uintmax_t size) {
  const std::unique_ptr<archive_entry, FreeEntry> entry{archive_entry_new()};
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0600);
  demand(archive_.get(), archive_write_header(archive_.get(), entry.get()));
}

void ArchiveWriter::write(Chunk chunk) {
  while (!chunk.empty()) {
    const auto written = archive_write_data(archive_.get(), chunk.data(), chunk.size());
    demand(archive_.get(), written);
    // A file that has grown since its size was asked is cut off there.
    if (written == 0) return;
    chunk = chunk.subspan(static_cast<std::size_t>(written));
  }
}

void ArchiveWriter::add_text(const std::string& name, const std::string& text) {
  begin_entry(name, text.size());
  write(std::as_bytes(std::span{text}));
}

void ArchiveWriter::add_file(const std::string& name, const std::filesystem::path& file,
                             const OnChunk& on_chunk) {
  begin_entry(name, std::filesystem::file_size(file));
  std::ifstream input{file, std::ios::binary};
  std::vector<char> buffer(buffer_bytes);
  while (input.read(buffer.data(), buffer_bytes) || input.gcount() > 0) {
    const auto chunk =
        std::as_bytes(std::span{buffer}.first(static_cast<std::size_t>(input.gcount())));
    write(chunk);
    on_chunk(chunk);
  }
  if (!input.eof()) throw std::runtime_error{"cannot read " + file.string()};
}

void ArchiveWriter::close() {
  demand(archive_.get(), archive_write_close(archive_.get()));
  if (::fsync(descriptor_) != 0) throw std::runtime_error{std::strerror(errno)};
}

void ArchiveReader::Free::operator()(archive* archive) const { archive_read_free(archive); }

ArchiveReader::ArchiveReader(const std::filesystem::path& path) : archive_(archive_read_new()) {
  demand(archive_.get(), archive_read_support_format_tar(archive_.get()));
  demand(archive_.get(), archive_read_support_filter_gzip(archive_.get()));
  demand(archive_.get(), archive_read_open_filename(archive_.get(), path.c_str(), buffer_bytes));
}

std::optional<std::string> ArchiveReader::next() {
  archive_entry* entry = nullptr;
  const int code = archive_read_next_header(archive_.get(), &entry);
  if (code == ARCHIVE_EOF) return std::nullopt;
  // A warning, too, tells of something that we did not write.
  if (code != ARCHIVE_OK) fail(archive_.get());
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr || archive_entry_filetype(entry) != AE_IFREG) {
    throw std::runtime_error{"it holds something else than plain files"};
  }
  return name;
}

Chunk ArchiveReader::read(std::span<std::byte> buffer) {
  const auto count = archive_read_data(archive_.get(), buffer.data(), buffer.size());
  demand(archive_.get(), count);
  return buffer.first(static_cast<std::size_t>(count));
}

std::string ArchiveReader::text(std::size_t limit) {
  std::string text;
  std::vector<std::byte> buffer(buffer_bytes);
  for (auto chunk = read(buffer); !chunk.empty(); chunk = read(buffer)) {
    text.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    if (text.size() > limit) throw std::runtime_error{"its manifest is too long"};
  }
  return text;
}

void ArchiveReader::extract(const std::filesystem::path& target, std::uintmax_t limit,
                            const OnChunk& on_chunk) {
  const Output output{target};
  std::vector<std::byte> buffer(buffer_bytes);
  std::uintmax_t size = 0;
  for (auto chunk = read(buffer); !chunk.empty(); chunk = read(buffer)) {
    size += chunk.size();
    if (size > limit) throw std::runtime_error{"a file in it is longer than its manifest says"};
    output.write(chunk);
    on_chunk(chunk);
  }
}

}  // namespace dailygrind::backup
