#include "platform/store/sqlite_walker.hpp"

#include <fmt/format.h>

#include <utility>

#include "platform/core/problem.hpp"
#include "platform/store/page_builder.hpp"
#include "platform/store/sqlite_rows.hpp"
#include "platform/store/sqlite_schema.hpp"

namespace dailygrind::store {
namespace {

/// Between the keys of a place: no key has a NUL.
constexpr char separator = '\0';

class SqliteWalker final : public Walker {
 public:
  SqliteWalker(SqliteSettings settings, const Clock& clock)
      : settings_(std::move(settings)), clock_(clock), connection_(open_reader(settings_)) {
    for (const std::string& table : settings_.tables) {
      statements_.push_back(connection_.prepare(
          fmt::format("SELECT doc, expires, pk, sk FROM \"{}\" WHERE (pk, sk) > (?1, ?2)"
                      " ORDER BY pk, sk LIMIT ?3",
                      table)));
    }
  }

  Task<Stretch> walk(std::string table, std::string after, std::size_t limit) override {
    try {
      co_return read(table, after, limit);
    } catch (const sqlite::Error& error) {
      throw Problem::unavailable(error.what());
    }
  }

 private:
  Stretch read(const std::string& table, std::string_view after, std::size_t limit) {
    const auto middle = after.find(separator);
    const auto partition = after.substr(0, middle);
    const auto sort = after.empty() ? after : after.substr(middle + 1);
    sqlite::Statement& statement = statements_[table_index(settings_, table)];
    const sqlite::StatementUse use{statement};
    statement.bind(1, partition).bind(2, sort).bind(3, static_cast<std::int64_t>(limit));
    Stretch stretch;
    std::size_t rows = 0;
    for (; statement.step(); ++rows) {
      Key key{table, std::string{statement.text(2)}, std::string{statement.text(3)}};
      stretch.next = key.partition + separator + key.sort;
      auto item = item_of(std::move(key), statement, 0);
      if (is_visible(*item, clock_.now())) stretch.items.push_back(std::move(item));
    }
    if (rows < limit) stretch.next.clear();
    return stretch;
  }

  const SqliteSettings settings_;
  const Clock& clock_;
  sqlite::Connection connection_;
  std::vector<sqlite::Statement> statements_;
};

}  // namespace

std::unique_ptr<Walker> open_sqlite_walker(SqliteSettings settings, const Clock& clock) {
  return std::make_unique<SqliteWalker>(std::move(settings), clock);
}

}  // namespace dailygrind::store
