#include "dailygrind/embedded/data_folder.hpp"

#include <stdexcept>
#include <system_error>

#include "platform/blob/files_blobs.hpp"
#include "platform/blob/files_http.hpp"
#include "platform/bus/sqlite_bus.hpp"
#include "platform/store/sqlite_store.hpp"
#include "platform/store/sqlite_walker.hpp"
#include "services/events.hpp"

namespace dailygrind::embedded {
namespace fs = std::filesystem;

DataFolder::DataFolder(fs::path path) : path_(std::move(path)) {
  std::error_code error;
  const bool made = fs::create_directories(path_, error);
  if (error || !fs::is_directory(path_)) {
    throw std::runtime_error{"the data folder " + path_.string() + " cannot be made: " +
                             (error ? error.message() : "something else has its name") +
                             "; choose another one with --data"};
  }
  // A folder that was there keeps the mode that its owner gave it.
  if (made) fs::permissions(path_, fs::perms::owner_all);
}

std::unique_ptr<store::Store> EmbeddedStorage::open_store(const std::string& name,
                                                          std::vector<std::string> tables,
                                                          const Clock& clock,
                                                          std::size_t cache_bytes) {
  return store::open_sqlite_store({.path = folder_.file(name + ".db"),
                                   .tables = std::move(tables),
                                   .cache_bytes_per_thread = cache_bytes},
                                  clock);
}

BlobStorage EmbeddedStorage::open_blobs(const std::string& name, std::string uploads_url,
                                        const Clock& clock, Random& random) {
  auto files =
      std::make_unique<blob::FilesBlobs>(blob::FilesSettings{.folder = folder_.file("media") / name,
                                                             .base_url = std::move(uploads_url)},
                                         clock, random);
  BlobStorage storage{.upload = blob::files_put(*files),
                      .sweep = [&blobs = *files]() -> Task<> { co_await blobs.sweep(); }};
  storage.blobs = std::move(files);
  return storage;
}

std::unique_ptr<store::Walker> EmbeddedStorage::open_walker(const std::string& name,
                                                            std::vector<std::string> tables,
                                                            const Clock& clock) {
  return store::open_sqlite_walker(
      {.path = folder_.file(name + ".db"), .tables = std::move(tables)}, clock);
}

std::unique_ptr<bus::Bus> EmbeddedStorage::open_bus(const Clock& clock, Random& random) {
  return bus::open_sqlite_bus(
      folder_.file("events.db"), events::topology(),
      {.visibility = config_.bus_visibility, .max_attempts = config_.bus_max_attempts}, clock,
      random);
}

}  // namespace dailygrind::embedded
