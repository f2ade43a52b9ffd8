#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "platform/sqlite/connection.hpp"
#include "platform/store/sqlite_store.hpp"

namespace dailygrind::store {

/// The columns doc and expires of a row, from `column` on. Throws sqlite::Error where it is
/// damaged.
[[nodiscard]] ItemPtr item_of(Key key, const sqlite::Statement& row, int column);

/// Reads and writes single rows of the declared tables on one connection, which must outlive it, as
/// must the settings. Throws sqlite::Error; std::logic_error where a table was not declared. Knows
/// nothing of expiry.
class SqliteRows {
 public:
  enum class Access : bool { read, write };

  SqliteRows(const SqliteSettings& settings, sqlite::Connection& connection, Access access);

  [[nodiscard]] ItemPtr find(const Key& key);
  /// Gives `take` the items of the query's range in its order, until it returns false.
  void each(const Query& query, const std::function<bool(ItemPtr)>& take);

  // These need Access::write.
  void store(const Item& item);
  void remove(const Key& key);
  /// Removes at most `limit` expired rows of each table and returns their keys.
  std::vector<Key> sweep(Instant now, std::int64_t limit);

 private:
  struct Reading {
    sqlite::Statement find;
    sqlite::Statement forward;
    sqlite::Statement backward;
  };
  struct Writing {
    sqlite::Statement store;
    sqlite::Statement remove;
    sqlite::Statement sweep;
  };

  const SqliteSettings& settings_;
  std::vector<Reading> reading_;
  std::vector<Writing> writing_;
  std::string text_;  ///< kept for its memory
};

}  // namespace dailygrind::store
