#pragma once

#include <spdlog/sinks/base_sink.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace dailygrind::log {

/// Gathers lines and hands them to the operating system in blocks: when 64 KiB have come together,
/// half a second after the first line, on `flush` and at the end. A line costs a copy, no system
/// call. Its thread sleeps while nothing is buffered.
class BufferedSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  /// "" is standard error. Throws std::system_error where `file` cannot be opened for appending.
  explicit BufferedSink(std::string file);
  ~BufferedSink() override;

  /// Opens the file by its name again, for log rotation; keeps the old one where that fails, and
  /// says so by throwing std::system_error.
  void reopen();

 private:
  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override;
  void flush_from_time_to_time(const std::stop_token& stop);

  std::string file_;
  int descriptor_;
  std::string buffer_;
  std::condition_variable_any filled_;
  std::jthread flusher_;
};

}  // namespace dailygrind::log
