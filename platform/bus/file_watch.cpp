#include "platform/bus/file_watch.hpp"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "platform/core/log.hpp"

namespace dailygrind::bus {
namespace {

int watch(const std::filesystem::path& file) {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor >= 0 && ::inotify_add_watch(descriptor, file.c_str(), IN_ATTRIB) >= 0) {
    return descriptor;
  }
  const auto cause = std::generic_category().message(errno);
  log::warning("events of other programs are noticed late: no file watch", {{"cause", cause}});
  if (descriptor >= 0) ::close(descriptor);
  return -1;
}

}  // namespace

FileWatch::FileWatch(std::filesystem::path file)
    : file_(std::move(file)), descriptor_(watch(file_)) {}

FileWatch::~FileWatch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FileWatch::drain() const {
  bool any = false;
  alignas(inotify_event) std::array<char, 4096> events;
  while (descriptor_ >= 0 && ::read(descriptor_, events.data(), events.size()) > 0) any = true;
  return any;
}

void FileWatch::signal() const { ::utimensat(AT_FDCWD, file_.c_str(), nullptr, 0); }

}  // namespace dailygrind::bus
