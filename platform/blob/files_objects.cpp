#include "platform/blob/files_objects.hpp"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <system_error>

#include "platform/blob/files_tree.hpp"
#include "platform/core/log.hpp"

namespace dailygrind::blob {
namespace {

namespace fs = std::filesystem;

/// When a file was staged: its name begins with that.
Instant staged_at(const fs::path& file) {
  const auto name = file.filename().string();
  std::int64_t moment = 0;
  std::from_chars(name.data(), name.data() + name.size(), moment);
  return Instant{milliseconds{moment}};
}

}  // namespace

Objects::Objects(const fs::path& folder) : root_(folder / "blobs"), incoming_(folder / "incoming") {
  make_private_folders(root_);
  make_private_folders(incoming_);
}

std::optional<Record> Objects::open(std::string_view key) const {
  return Record::open(path_of(root_, key));
}

/// A damaged blob is listed, so that it can be removed and does not hide the others.
std::optional<Listed> Objects::listed_of(const std::string& key) const {
  try {
    const auto record = open(key);
    if (!record) return std::nullopt;
    const auto& info = record->info();
    return Listed{key, info.size, info.etag, info.last_modified};
  } catch (const std::runtime_error& error) {
    log::warning("a blob is damaged", {{"cause", std::string_view{error.what()}}});
    return Listed{.key = key};
  }
}

Page Objects::list(const ListQuery& query) const {
  Page page;
  walk(root_, query.prefix, query.after, [&](const std::string& key) {
    if (page.blobs.size() == query.limit) {
      page.next = page.blobs.back().key;
      return false;
    }
    if (auto listed = listed_of(key)) page.blobs.push_back(std::move(*listed));
    return true;
  });
  return page;
}

StagedFile Objects::stage(Instant now) const {
  return StagedFile{incoming_ / std::to_string(now.time_since_epoch().count())};
}

void Objects::keep(std::string_view key, StagedFile& file, const Info& info) const {
  file.append(trailer_of(info));
  const auto path = path_of(root_, key);
  make_private_folders(path.parent_path());
  file.publish(path);
}

void Objects::remove(std::string_view key) const {
  auto path = path_of(root_, key);
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return;
    throw std::system_error{errno, std::generic_category(), "cannot remove " + path.string()};
  }
  sync_folder(path.parent_path());
  // Up to the first folder that is not empty, so that lists never walk through what is left of
  // blobs that are gone.
  do {
    path = path.parent_path();
  } while (path != root_ && ::rmdir(path.c_str()) == 0);
}

std::size_t Objects::sweep(Instant before) const {
  std::size_t removed = 0;
  for (const auto& file : fs::directory_iterator{incoming_}) {
    if (staged_at(file.path()) < before && fs::remove(file.path())) ++removed;
  }
  return removed;
}

}  // namespace dailygrind::blob
