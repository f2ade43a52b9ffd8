#include "platform/store/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace dailygrind::store {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

std::string holder(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
  std::string_view pid{text.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
  pid = pid.substr(0, pid.find('\n'));
  return pid.empty() ? "another process" : fmt::format("process {}", pid);
}

[[noreturn]] void refuse(int descriptor, const std::filesystem::path& path, int error) {
  const std::string held_by = holder(descriptor);
  ::close(descriptor);
  if (error != EWOULDBLOCK) {
    throw std::runtime_error{fmt::format("cannot lock {}: {}", path.string(), reason(error))};
  }
  throw std::runtime_error{fmt::format(
      "{} is held by {}, which already serves this data; stop it or choose another data folder",
      path.string(), held_by)};
}

// Not essential: who holds the lock is only told to people, so a full disk is no reason to stop.
void leave_pid(int descriptor) {
  const std::string text = fmt::format("{}\n", ::getpid());
  if (::ftruncate(descriptor, 0) == 0) {
    [[maybe_unused]] const auto ignored = ::pwrite(descriptor, text.data(), text.size(), 0);
  }
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& path, Wait wait)
    : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) {
    throw std::runtime_error{fmt::format("cannot open {}: {}", path.string(), reason(errno))};
  }
  int result = 0;
  do {
    result = ::flock(descriptor_, wait == Wait::yes ? LOCK_EX : LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result != 0) refuse(descriptor_, path, errno);
  leave_pid(descriptor_);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

}  // namespace dailygrind::store
