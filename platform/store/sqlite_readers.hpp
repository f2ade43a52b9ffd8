#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "platform/store/sqlite_reader.hpp"

namespace dailygrind::store {

/// One reader for each thread that asks, made when it first asks and closed when the thread ends or
/// this object goes, whichever comes first. Thread-safe.
class SqliteReaders {
 public:
  /// What is given must outlive the object. `stamps` may be null.
  SqliteReaders(const SqliteSettings& settings, const Clock& clock, const ChangeStamps* stamps,
                Counters& counters);

  /// The calling thread's reader. Throws sqlite::Error where it cannot be opened.
  SqliteReader& here();

 private:
  /// Owns the readers; threads know it weakly, since either may end first.
  struct Pool {
    std::mutex mutex;
    std::vector<std::shared_ptr<SqliteReader>> readers;
  };
  struct Seat;
  struct Seats;
  static Seats& seats();

  const SqliteSettings& settings_;
  const Clock& clock_;
  const ChangeStamps* stamps_;
  Counters& counters_;
  std::shared_ptr<Pool> pool_ = std::make_shared<Pool>();
};

}  // namespace dailygrind::store
