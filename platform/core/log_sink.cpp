#include "platform/core/log_sink.hpp"

#include "platform/core/log.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string_view>
#include <system_error>

namespace dailygrind::log {
namespace {

constexpr std::size_t block_bytes = 64 * 1024;
constexpr std::chrono::milliseconds flush_interval{500};
constexpr int write_patience_milliseconds = 1000;

int open_log(const std::string& file) {
  if (file.empty()) return STDERR_FILENO;
  if (file == standard_output) return STDOUT_FILENO;
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor < 0) {
    throw std::system_error{errno, std::generic_category(), "cannot open the log file " + file};
  }
  return descriptor;
}

void close_log(int descriptor) {
  if (descriptor != STDERR_FILENO && descriptor != STDOUT_FILENO) ::close(descriptor);
}

/// Gives up where the disk is full or the reader of a pipe stalls: logging must not stop a server.
void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd ready{descriptor, POLLOUT, 0};
      if (::poll(&ready, 1, write_patience_milliseconds) <= 0) return;
    } else if (errno != EINTR) {
      return;
    }
  }
}

}  // namespace

BufferedSink::BufferedSink(std::string file)
    : file_(std::move(file)), descriptor_(open_log(file_)) {
  buffer_.reserve(block_bytes);
  flusher_ = std::jthread{[this](const std::stop_token& stop) { flush_from_time_to_time(stop); }};
}

BufferedSink::~BufferedSink() {
  flusher_.request_stop();
  flusher_.join();
  flush_();
  close_log(descriptor_);
}

void BufferedSink::reopen() {
  const int fresh = open_log(file_);
  const std::lock_guard lock{mutex_};
  flush_();
  close_log(std::exchange(descriptor_, fresh));
}

void BufferedSink::sink_it_(const spdlog::details::log_msg& message) {
  const bool first = buffer_.empty();
  buffer_.append(message.payload.data(), message.payload.size());
  buffer_ += '\n';
  if (buffer_.size() >= block_bytes) {
    flush_();
  } else if (first) {
    filled_.notify_one();
  }
}

void BufferedSink::flush_() {
  write_all(descriptor_, buffer_);
  buffer_.clear();
}

void BufferedSink::flush_from_time_to_time(const std::stop_token& stop) {
  std::unique_lock lock{mutex_};
  while (filled_.wait(lock, stop, [this] { return !buffer_.empty(); })) {
    filled_.wait_for(lock, stop, flush_interval, [] { return false; });
    flush_();
  }
}

}  // namespace dailygrind::log
