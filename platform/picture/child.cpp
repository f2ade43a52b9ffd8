#include "platform/picture/child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <system_error>

namespace dailygrind::picture {

namespace asio = boost::asio;

namespace {

constexpr auto outcome = asio::as_tuple(asio::deferred);

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error{error, std::generic_category(), what};
}

std::array<int, 2> connected_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    fail(errno, "no socket for a helper program");
  }
  return ends;
}

/// What the program begins with: the socket, nothing else of ours, and no blocked signals.
class Beginning {
 public:
  explicit Beginning(int socket) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_adddup2(&files_, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files_, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
    posix_spawn_file_actions_addchdir_np(&files_, "/");
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
  }
  ~Beginning() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;

  [[nodiscard]] pid_t spawn(const std::string& program) const {
    std::string name = program;
    const std::array<char*, 2> words{name.data(), nullptr};
    const std::array<char*, 1> environment{nullptr};
    pid_t process = 0;
    const int error = ::posix_spawn(&process, program.c_str(), &files_, &attributes_, words.data(),
                                    environment.data());
    if (error != 0) fail(error, program + " cannot be started");
    return process;
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

/// Until it has been waited for, its id is no other's.
struct Child::Process {
  explicit Process(pid_t started) : id(started) {}
  ~Process() { end(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void kill() const {
    if (id > 0) ::kill(id, SIGKILL);
  }
  int collect() {
    int status = 0;
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) continue;
    id = 0;
    return status;
  }
  void end() {
    if (id == 0) return;
    kill();
    collect();
  }

  pid_t id;
};

Child::Child(const asio::any_io_executor& executor, const std::filesystem::path& program,
             std::chrono::milliseconds deadline)
    : socket_(executor), ended_(executor), deadline_(executor, deadline) {
  const auto ends = connected_pair();
  socket_.assign(asio::local::stream_protocol{}, ends[0]);
  try {
    process_ = std::make_shared<Process>(Beginning{ends[1]}.spawn(program.string()));
  } catch (...) {
    ::close(ends[1]);
    throw;
  }
  ::close(ends[1]);
  const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, process_->id, 0));
  if (descriptor < 0) fail(errno, "a helper program cannot be watched");
  ended_.assign(descriptor);
  deadline_.async_wait([process = std::weak_ptr{process_}](const boost::system::error_code& error) {
    const auto alive = process.lock();
    if (!error && alive) alive->kill();
  });
}

Child::~Child() = default;

Task<bool> Child::send(std::string bytes) {
  const auto [error, size] = co_await asio::async_write(socket_, asio::buffer(bytes), outcome);
  co_return !error;
}

void Child::end_input() {
  boost::system::error_code gone;
  socket_.shutdown(asio::socket_base::shutdown_send, gone);
}

Task<std::string> Child::receive(std::size_t limit) {
  std::string all;
  std::array<char, 16'384> piece{};
  while (all.size() <= limit) {
    const auto [error, size] = co_await socket_.async_read_some(asio::buffer(piece), outcome);
    if (error) break;
    all.append(piece.data(), size);
  }
  co_return all;
}

Task<int> Child::wait() {
  const auto [error] = co_await ended_.async_wait(asio::posix::descriptor_base::wait_read, outcome);
  if (error) process_->kill();  // cancelled: nobody wants the result any more
  co_return process_->collect();
}

}  // namespace dailygrind::picture
