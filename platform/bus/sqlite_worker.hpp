#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/bus/file_watch.hpp"
#include "platform/bus/sqlite_queues.hpp"

namespace dailygrind::bus {

/// The thread on which a bus uses its file. Actions that are waiting at the same time share one
/// transaction.
class SqliteWorker {
 public:
  using Action = std::move_only_function<void(SqliteQueues&)>;
  /// Told on the worker's thread which queues have changed; null: any may have, by another process.
  using Changed = std::function<void(const std::set<std::string>*)>;

  /// References must outlive the worker.
  SqliteWorker(const std::filesystem::path& path, const QueueSettings& settings, const Clock& clock,
               Random& random, Changed changed);
  /// Performs what is waiting, then ends the thread.
  ~SqliteWorker();
  SqliteWorker(const SqliteWorker&) = delete;
  SqliteWorker& operator=(const SqliteWorker&) = delete;

  /// Returns when the transaction with the action's changes is on disk. `action` may refer to what
  /// lives in the frame of the coroutine that awaits. Throws Problem::unavailable, and then nothing
  /// of it was done.
  Task<> perform(Action action);

 private:
  struct Job {
    Action action;
    boost::asio::any_io_executor loop;
    std::move_only_function<void(std::exception_ptr)> done;
  };

  void push(Job job);
  std::vector<Job> take();
  void wait() const;
  void run(const std::stop_token& stop);
  void notice_others();
  void notify();
  std::exception_ptr commit(std::vector<Job>& jobs);

  sqlite::Connection connection_;
  SqliteQueues queues_;
  sqlite::Statement begin_;
  sqlite::Statement commit_;
  sqlite::Statement data_version_;
  std::int64_t seen_version_ = 0;
  FileWatch watch_;
  Changed changed_;
  int alarm_;
  std::mutex mutex_;
  std::vector<Job> waiting_;
  std::jthread thread_;  // last, so that it starts when all else is there
};

}  // namespace dailygrind::bus
