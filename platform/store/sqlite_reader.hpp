#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "platform/store/change_stamps.hpp"
#include "platform/store/counters.hpp"
#include "platform/store/item_cache.hpp"
#include "platform/store/sqlite_rows.hpp"

namespace dailygrind::store {

/// Reads for one thread, synchronously, from its own connection and cache.
///
/// With stamps (exclusive mode) it keeps its read transaction until the event loop's next turn, so
/// that the reads of one turn share its cost; it is renewed as soon as a commit has happened, and
/// an idle thread holds none. Without stamps (shared mode) each read is a transaction of its own
/// and nothing is cached.
class SqliteReader : public std::enable_shared_from_this<SqliteReader> {
 public:
  /// What is given must outlive the reader. `stamps` may be null.
  SqliteReader(const SqliteSettings& settings, const Clock& clock, const ChangeStamps* stamps,
               Counters& counters);

  /// `loop` is the event loop of the calling thread. These throw sqlite::Error.
  ItemPtr get(const Key& key, const boost::asio::any_io_executor& loop);
  Page query(const Query& query, const boost::asio::any_io_executor& loop);

 private:
  class EndOfTurn;

  void ensure_snapshot(const boost::asio::any_io_executor& loop);
  void end_turn() noexcept;
  ItemPtr visible(const ItemPtr& item) const;
  Page load(const Query& query, bool& cacheable);

  const Clock& clock_;
  const ChangeStamps* stamps_;
  Counters& counters_;
  ItemCache cache_;
  sqlite::Connection connection_;
  SqliteRows rows_;
  sqlite::Statement begin_;
  sqlite::Statement commit_;
  std::uint64_t snapshot_ = 0;  ///< the commits that the open transaction is sure to see
  bool turn_ends_ = false;      ///< a handler is posted that closes the transaction
};

}  // namespace dailygrind::store
