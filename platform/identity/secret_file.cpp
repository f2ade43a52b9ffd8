#include "platform/identity/secret_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace dailygrind::identity {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const char* doing) {
  throw std::runtime_error{std::string{doing} + " " + path.string() + ": " + std::strerror(errno)};
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() { close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

void write_all(int descriptor, std::string_view text, const fs::path& path) {
  while (!text.empty()) {
    const auto written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, "cannot write");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (fsync(descriptor) != 0) fail(path, "cannot write");
}

/// A finished file beside `path` under a name of its own.
std::string write_beside(const fs::path& path, std::string_view text) {
  auto name = path.string() + ".XXXXXX";
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);  // which makes it with mode 0600
  if (descriptor < 0) fail(name, "cannot make");
  const File file{descriptor};
  try {
    write_all(file.get(), text, path);
  } catch (...) {
    unlink(name.c_str());
    throw;
  }
  return name;
}

void sync_folder(const fs::path& path) {
  const int descriptor = open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail(path.parent_path(), "cannot open");
  const File folder{descriptor};
  if (fsync(folder.get()) != 0) fail(path.parent_path(), "cannot sync");
}

}  // namespace

void make_private_folder(const fs::path& folder) {
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail(folder, "cannot make");
}

void write_private_file(const fs::path& path, std::string_view text) {
  const auto name = write_beside(path, text);
  if (rename(name.c_str(), path.c_str()) != 0) {
    unlink(name.c_str());
    fail(path, "cannot write");
  }
  sync_folder(path);
}

bool create_private_file(const fs::path& path, std::string_view text) {
  const auto name = write_beside(path, text);
  const bool created = link(name.c_str(), path.c_str()) == 0;
  const int reason = errno;
  unlink(name.c_str());
  errno = reason;
  if (!created && reason != EEXIST) fail(path, "cannot make");
  sync_folder(path);
  return created;
}

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) fail(path, "cannot read");
  return std::move(text).str();
}

}  // namespace dailygrind::identity
