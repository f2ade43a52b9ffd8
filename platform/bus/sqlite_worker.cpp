#include "platform/bus/sqlite_worker.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <system_error>
#include <utility>

#include "platform/bus/sqlite_tables.hpp"
#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::bus {
namespace {

namespace asio = boost::asio;

int make_alarm() {
  const int descriptor = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (descriptor < 0) throw std::system_error{errno, std::generic_category(), "eventfd"};
  return descriptor;
}

}  // namespace

SqliteWorker::SqliteWorker(const std::filesystem::path& path, const QueueSettings& settings,
                           const Clock& clock, Random& random, Changed changed)
    : connection_(open_events(path)),
      queues_(connection_, settings, clock, random),
      begin_(connection_.prepare("BEGIN IMMEDIATE")),
      commit_(connection_.prepare("COMMIT")),
      data_version_(connection_.prepare("PRAGMA data_version")),
      watch_(path),
      changed_(std::move(changed)),
      alarm_(make_alarm()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

SqliteWorker::~SqliteWorker() {
  thread_.request_stop();
  ::eventfd_write(alarm_, 1);
  thread_.join();
  ::close(alarm_);
}

Task<> SqliteWorker::perform(Action action) {
  const auto begin = [this](auto handler, Action wanted) {
    auto loop = asio::get_associated_executor(handler);
    push({std::move(wanted), std::move(loop), std::move(handler)});
  };
  return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
      begin, asio::use_awaitable, std::move(action));
}

void SqliteWorker::push(Job job) {
  const std::lock_guard lock{mutex_};
  waiting_.push_back(std::move(job));
  if (waiting_.size() == 1) ::eventfd_write(alarm_, 1);
}

std::vector<SqliteWorker::Job> SqliteWorker::take() {
  const std::lock_guard lock{mutex_};
  return std::exchange(waiting_, {});
}

void SqliteWorker::wait() const {
  std::array<pollfd, 2> descriptors{pollfd{alarm_, POLLIN, 0},
                                    pollfd{watch_.descriptor(), POLLIN, 0}};
  ::poll(descriptors.data(), descriptors.size(), -1);
  eventfd_t count = 0;
  ::eventfd_read(alarm_, &count);
}

void SqliteWorker::run(const std::stop_token& stop) {
  for (;;) {
    const bool last_round = stop.stop_requested();
    if (!last_round) wait();
    notice_others();
    auto jobs = take();
    if (jobs.empty() && last_round) return;
    if (jobs.empty()) continue;
    const auto error = commit(jobs);
    if (!error) notify();
    for (auto& job : jobs) {
      asio::post(job.loop, [done = std::move(job.done), error]() mutable { done(error); });
    }
  }
}

void SqliteWorker::notice_others() {
  if (!watch_.drain()) return;
  try {
    const sqlite::StatementUse use{data_version_};
    data_version_.step();
    // It stays the same while only this connection writes.
    if (std::exchange(seen_version_, data_version_.number(0)) == data_version_.number(0)) return;
    changed_(nullptr);
  } catch (const sqlite::Error& error) {
    log::warning("the events of other programs cannot be looked for", {{"cause", error.what()}});
  }
}

std::exception_ptr SqliteWorker::commit(std::vector<Job>& jobs) {
  try {
    begin_.run();
    for (auto& job : jobs) job.action(queues_);
    commit_.run();
    return nullptr;
  } catch (const std::exception& error) {
    connection_.roll_back();
    queues_.take_changed();
    log::error("the event queues cannot be used", {{"cause", error.what()}});
    return std::make_exception_ptr(Problem::unavailable(error.what()));
  }
}

void SqliteWorker::notify() {
  const auto changed = queues_.take_changed();
  if (changed.empty()) return;
  watch_.signal();
  changed_(&changed);
}

}  // namespace dailygrind::bus
