#include "platform/blob/files_uploads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <stdexcept>

#include "platform/core/ids.hpp"

namespace dailygrind::blob {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t chunk_bytes = std::size_t{1} << 20U;

/// Adds the part to `whole` and to `hash`. False where it is not the one that `wanted` names.
bool append_part(const fs::path& path, const Checksum& wanted, StagedFile& whole, Sha256& hash) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return false;
  Sha256 own;
  std::string chunk(chunk_bytes, '\0');
  while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())), file.gcount() > 0) {
    const std::string_view bytes{chunk.data(), static_cast<std::size_t>(file.gcount())};
    own.update(bytes);
    hash.update(bytes);
    whole.append(bytes);
  }
  if (file.bad()) throw std::runtime_error{"cannot read " + path.string()};
  return own.finish() == wanted;
}

}  // namespace

Uploads::Uploads(const fs::path& folder, const Objects& objects, Random& random)
    : root_(folder / "uploads"), objects_(objects), random_(random) {
  make_private_folders(root_);
}

fs::path Uploads::folder_of(const std::string& upload_id) const { return root_ / upload_id; }

fs::path Uploads::file_of(const Upload& upload, int number) const {
  return folder_of(upload.upload_id) / fmt::format("{:05}", number);
}

std::optional<Uploads::Terms> Uploads::terms_of(const std::string& upload_id) const {
  // An id is a name on disk, and comes from outside.
  if (!is_slug(upload_id)) return std::nullopt;
  const auto path = folder_of(upload_id) / "terms.json";
  if (!fs::exists(path)) return std::nullopt;
  const auto terms = json::parse(read_file(path));
  return Terms{.key = json::value_to<std::string>(terms.at("key")),
               .content_type = json::value_to<std::string>(terms.at("contentType")),
               .created = Instant{milliseconds{terms.at("created").as_int64()}}};
}

std::optional<Uploads::Terms> Uploads::terms_of(const Upload& upload) const {
  auto terms = terms_of(upload.upload_id);
  if (terms && terms->key != upload.key) return std::nullopt;
  return terms;
}

Upload Uploads::create(const std::string& key, const std::string& content_type, Instant now) const {
  Upload upload{.key = key, .upload_id = random_.token(18)};
  make_private_folders(folder_of(upload.upload_id));
  const json::object terms{
      {"key", key}, {"contentType", content_type}, {"created", now.time_since_epoch().count()}};
  write_private_file(folder_of(upload.upload_id) / "terms.json", json::serialize(terms));
  return upload;
}

bool Uploads::put_part(const Upload& upload, int number, StagedFile& file) const {
  if (!terms_of(upload)) return false;
  file.publish(file_of(upload, number));
  return true;
}

bool Uploads::are_whole(const Upload& upload, const std::vector<Part>& parts) const {
  const bool in_order =
      std::ranges::adjacent_find(parts, std::greater_equal{}, &Part::number) == parts.end();
  if (parts.empty() || !in_order) return false;
  return std::ranges::all_of(parts, [&](const Part& part) {
    std::error_code missing;
    const auto size = fs::file_size(file_of(upload, part.number), missing);
    const bool last = part.number == parts.back().number;
    return !missing && part.etag == etag_of(part.sha256) && (last || size >= min_part_bytes);
  });
}

Completion Uploads::complete(const Upload& upload, const std::vector<Part>& parts,
                             Instant now) const {
  const auto terms = terms_of(upload);
  if (!terms) return Completion::no_such_upload;
  if (!are_whole(upload, parts)) return Completion::parts_differ;
  auto whole = objects_.stage(now);
  Sha256 hash;
  std::uint64_t size = 0;
  for (const auto& part : parts) {
    const auto path = file_of(upload, part.number);
    size += fs::file_size(path);
    if (!append_part(path, part.sha256, whole, hash)) return Completion::parts_differ;
  }
  objects_.keep(upload.key, whole,
                {.size = size,
                 .content_type = terms->content_type,
                 .sha256 = hash.finish(),
                 .last_modified = now});
  abort(upload);
  return Completion::done;
}

void Uploads::abort(const Upload& upload) const {
  if (!terms_of(upload)) return;
  // First what makes it an upload, so that one that is half removed is none.
  fs::remove(folder_of(upload.upload_id) / "terms.json");
  fs::remove_all(folder_of(upload.upload_id));
}

std::size_t Uploads::sweep(Instant before) const {
  std::size_t removed = 0;
  for (const auto& entry : fs::directory_iterator{root_}) {
    const auto terms = terms_of(entry.path().filename().string());
    // Without terms it is half made or half removed.
    if (terms && terms->created >= before) continue;
    fs::remove_all(entry.path());
    ++removed;
  }
  return removed;
}

}  // namespace dailygrind::blob
