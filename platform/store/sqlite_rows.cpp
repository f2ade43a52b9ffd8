#include "platform/store/sqlite_rows.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "platform/store/item_codec.hpp"
#include "platform/store/key_range.hpp"
#include "platform/store/sqlite_schema.hpp"

namespace dailygrind::store {
namespace {

Instant instant(std::int64_t epoch_milliseconds) {
  return Instant{milliseconds{epoch_milliseconds}};
}

}  // namespace

ItemPtr item_of(Key key, const sqlite::Statement& row, int column) {
  auto attributes = decode(row.text(column));
  if (!attributes) {
    throw sqlite::Error{SQLITE_CORRUPT, fmt::format("the item {} / {} in {} is damaged",
                                                    key.partition, key.sort, key.table)};
  }
  auto item = std::make_shared<Item>(std::move(key), std::move(*attributes));
  if (!row.is_null(column + 1)) item->expires = instant(row.number(column + 1));
  return item;
}

namespace {

constexpr const char* range_sql =
    "SELECT sk, doc, expires FROM \"{}\" WHERE pk=?1 AND sk>=?2 AND sk<?3 ORDER BY sk {}";

}  // namespace

SqliteRows::SqliteRows(const SqliteSettings& settings, sqlite::Connection& connection,
                       Access access)
    : settings_(settings) {
  for (const std::string& table : settings.tables) {
    reading_.emplace_back(connection.prepare(fmt::format(
                              "SELECT doc, expires FROM \"{}\" WHERE pk=?1 AND sk=?2", table)),
                          connection.prepare(fmt::format(range_sql, table, "ASC")),
                          connection.prepare(fmt::format(range_sql, table, "DESC")));
    if (access == Access::read) continue;
    writing_.emplace_back(
        connection.prepare(fmt::format(
            "INSERT INTO \"{}\" (pk, sk, doc, expires) VALUES (?1, ?2, ?3, ?4) ON CONFLICT "
            "(pk, sk) DO UPDATE SET doc=excluded.doc, expires=excluded.expires",
            table)),
        connection.prepare(fmt::format("DELETE FROM \"{}\" WHERE pk=?1 AND sk=?2", table)),
        connection.prepare(
            fmt::format("DELETE FROM \"{0}\" WHERE (pk, sk) IN (SELECT pk, sk FROM \"{0}\" WHERE "
                        "expires<=?1 LIMIT ?2) RETURNING pk, sk",
                        table)));
  }
}

ItemPtr SqliteRows::find(const Key& key) {
  sqlite::Statement& statement = reading_[table_index(settings_, key.table)].find;
  const sqlite::StatementUse use{statement};
  statement.bind(1, key.partition).bind(2, key.sort);
  return statement.step() ? item_of(key, statement, 0) : nullptr;
}

void SqliteRows::each(const Query& query, const std::function<bool(ItemPtr)>& take) {
  Reading& reading = reading_[table_index(settings_, query.table)];
  sqlite::Statement& statement = query.backward ? reading.backward : reading.forward;
  const auto [lower, upper] = range_of(query);
  const sqlite::StatementUse use{statement};
  statement.bind(1, query.partition).bind(2, lower);
  upper ? statement.bind(3, *upper) : statement.bind_last(3);
  while (statement.step()) {
    Key key{query.table, query.partition, std::string{statement.text(0)}};
    if (!take(item_of(std::move(key), statement, 1))) return;
  }
}

void SqliteRows::store(const Item& item) {
  sqlite::Statement& statement = writing_[table_index(settings_, item.key.table)].store;
  text_.clear();
  encode(item.attributes, text_);
  statement.bind(1, item.key.partition).bind(2, item.key.sort).bind(3, text_);
  if (item.expires) {
    statement.bind(4, std::int64_t{item.expires->time_since_epoch().count()});
  } else {
    statement.bind_null(4);
  }
  statement.run();
}

void SqliteRows::remove(const Key& key) {
  sqlite::Statement& statement = writing_[table_index(settings_, key.table)].remove;
  statement.bind(1, key.partition).bind(2, key.sort).run();
}

std::vector<Key> SqliteRows::sweep(Instant now, std::int64_t limit) {
  std::vector<Key> removed;
  for (std::size_t i = 0; i < writing_.size(); ++i) {
    sqlite::Statement& statement = writing_[i].sweep;
    const sqlite::StatementUse use{statement};
    statement.bind(1, std::int64_t{now.time_since_epoch().count()}).bind(2, limit);
    while (statement.step()) {
      removed.push_back(
          {settings_.tables[i], std::string{statement.text(0)}, std::string{statement.text(1)}});
    }
  }
  return removed;
}

}  // namespace dailygrind::store
