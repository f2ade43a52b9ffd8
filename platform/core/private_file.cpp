#include "platform/core/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace dailygrind {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const char* doing) {
  throw std::system_error{errno, std::generic_category(), std::string{doing} + " " + path.string()};
}

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() { close(descriptor_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

void make_private_folder(const fs::path& folder) {
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail(folder, "cannot make");
}

void make_private_folders(const fs::path& folder) {
  if (mkdir(folder.c_str(), 0700) == 0) return sync_folder(folder.parent_path());
  if (errno == EEXIST) return;
  if (errno != ENOENT || !folder.has_relative_path()) fail(folder, "cannot make");
  make_private_folders(folder.parent_path());
  make_private_folder(folder);
  sync_folder(folder.parent_path());
}

void sync_folder(const fs::path& folder) {
  const fs::path place = folder.empty() ? "." : folder;
  const int descriptor = open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail(folder, "cannot open");
  const Descriptor opened{descriptor};
  if (fsync(opened.get()) != 0) fail(folder, "cannot sync");
}

StagedFile::StagedFile(const fs::path& path) : name_(path.string() + ".XXXXXX") {
  descriptor_ = mkostemp(name_.data(), O_CLOEXEC);  // which makes it with mode 0600
  if (descriptor_ < 0) fail(name_, "cannot make");
}

StagedFile::~StagedFile() {
  close(descriptor_);
  if (!name_.empty()) unlink(name_.c_str());
}

void StagedFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(name_, "cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void StagedFile::sync() const {
  if (fsync(descriptor_) != 0) fail(name_, "cannot write");
}

void StagedFile::publish(const fs::path& path) {
  sync();
  if (rename(name_.c_str(), path.c_str()) != 0) fail(path, "cannot write");
  name_.clear();
  sync_folder(path.parent_path());
}

bool StagedFile::publish_new(const fs::path& path) {
  sync();
  const bool created = link(name_.c_str(), path.c_str()) == 0;
  if (!created && errno != EEXIST) fail(path, "cannot make");
  // Before the folder is synced, so that no second name of a secret outlives a loss of power.
  unlink(name_.c_str());
  name_.clear();
  sync_folder(path.parent_path());
  return created;
}

void write_private_file(const fs::path& path, std::string_view text) {
  StagedFile file{path};
  file.append(text);
  file.publish(path);
}

bool create_private_file(const fs::path& path, std::string_view text) {
  StagedFile file{path};
  file.append(text);
  return file.publish_new(path);
}

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) fail(path, "cannot read");
  return std::move(text).str();
}

}  // namespace dailygrind
