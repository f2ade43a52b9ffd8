#pragma once

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "platform/store/change_stamps.hpp"
#include "platform/store/sqlite_rows.hpp"
#include "platform/store/write_queue.hpp"

namespace dailygrind::store {

/// The one writer of this process: a thread that commits all transactions that are waiting with one
/// fsync, then answers them. It also copies the journal back into the file when that has grown, and
/// removes expired items; both after the answers.
class SqliteWriter {
 public:
  /// What is given must outlive the writer. `stamps` may be null (shared mode).
  SqliteWriter(const SqliteSettings& settings, const Clock& clock, ChangeStamps* stamps,
               sqlite::Connection connection);
  /// Commits and answers what is waiting, then ends the thread.
  ~SqliteWriter();
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  Task<WriteResult> write(std::vector<Write> writes) { return submit(*queue_, std::move(writes)); }

 private:
  using Time = std::chrono::steady_clock::time_point;

  void run();
  void commit(WriteGroup& group);
  void perform(WriteRequest& request);
  [[nodiscard]] WriteResult apply_all(const std::vector<Write>& writes);
  void change(const Write& write, const ItemPtr& updated);
  [[nodiscard]] ItemPtr existing(const Write& write, Instant now);
  void commit_and_publish();
  void sweep_when_due();
  void sweep();
  void checkpoint_when_due();

  const SqliteSettings& settings_;
  const Clock& clock_;
  ChangeStamps* stamps_;
  sqlite::Connection connection_;
  SqliteRows rows_;
  sqlite::Statement begin_;
  sqlite::Statement commit_;
  std::vector<KeyHashes> written_;  ///< by the open transaction
  int journal_pages_ = 0;
  int checkpoint_at_;
  Time next_sweep_;
  std::shared_ptr<WriteQueue> queue_ = std::make_shared<WriteQueue>();
  std::jthread thread_;  // last, so that it starts when all else is there
};

}  // namespace dailygrind::store
