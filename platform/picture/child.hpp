#pragma once

#include <sys/types.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "platform/core/task.hpp"

namespace dailygrind::picture {

/// A program that runs beside us, with one socket as its standard input and output, an empty
/// environment and no other open file. It is killed at its deadline and at the end of this object.
/// Belongs to one coroutine on `executor`, a single thread or a strand.
class Child {
 public:
  /// Throws std::system_error where it cannot be started.
  Child(const boost::asio::any_io_executor& executor, const std::filesystem::path& program,
        std::chrono::milliseconds deadline);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// False where it takes no more: it has ended, or does not want to know.
  Task<bool> send(std::string bytes);
  void end_input();
  /// What it says until it ends, or what came so far where that is more than `limit`.
  Task<std::string> receive(std::size_t limit);
  /// Waits for its end; the status is waitpid's.
  Task<int> wait();

 private:
  struct Process;
  std::shared_ptr<Process> process_;
  boost::asio::local::stream_protocol::socket socket_;
  boost::asio::posix::stream_descriptor ended_;
  boost::asio::steady_timer deadline_;
};

}  // namespace dailygrind::picture
