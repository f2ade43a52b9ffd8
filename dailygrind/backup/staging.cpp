#include "dailygrind/backup/staging.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "dailygrind/embedded/data_folder.hpp"
#include "dailygrind/our_files.hpp"

namespace dailygrind::backup {
namespace {

namespace fs = std::filesystem;

void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void sync_file(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void demand_free(const fs::path& folder) {
  if (cli::holds_our_data(folder)) {
    throw std::runtime_error{"the folder " + folder.string() +
                             " holds data already, which stay as they are; choose another one"};
  }
}

}  // namespace

Staging::Staging(const fs::path& beside) {
  auto name = (beside / ".incoming-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error{"cannot write to the folder " + beside.string() + ": " +
                             std::strerror(errno)};
  }
  path_ = name;
}

Staging::~Staging() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

NewData::NewData(fs::path folder) : folder_(std::move(folder)), made_(!fs::exists(folder_)) {
  demand_free(folder_);
  staging_.emplace(embedded::DataFolder{folder_}.path());
}

NewData::~NewData() {
  staging_.reset();
  std::error_code ignored;
  if (made_) fs::remove(folder_, ignored);  // which only succeeds where it is empty
}

const fs::path& NewData::path() const { return staging_->path(); }

void NewData::move_in(std::vector<fs::path>& moved) {
  for (const auto& entry : fs::directory_iterator{path()}) {
    const auto target = folder_ / entry.path().filename();
    fs::rename(entry.path(), target);
    moved.push_back(target);
  }
}

void NewData::publish() {
  for (const auto& entry : fs::recursive_directory_iterator{path()}) {
    entry.is_directory() ? sync_folder(entry.path()) : sync_file(entry.path());
  }
  demand_free(folder_);
  std::vector<fs::path> moved;
  try {
    move_in(moved);
  } catch (...) {
    std::error_code ignored;
    for (const auto& target : moved) fs::remove_all(target, ignored);
    throw;
  }
  made_ = false;
  sync_folder(folder_);
}

}  // namespace dailygrind::backup
