#include "platform/bus/sqlite_queues.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <variant>

namespace dailygrind::bus {
namespace {

using sqlite::Statement;
using sqlite::StatementUse;

constexpr int delayed = 1;
constexpr int in_flight = 2;

// What all statements on events name in this order.
constexpr std::string_view event_columns = "id, topic, type, version, data, occurred, traceparent";

// ?1 queue, ?2 now, ?3 the latest due time that is possible
constexpr std::string_view is_due = "queue = ?1 AND stage IN (1, 2) AND (due <= ?2 OR due > ?3)";

// ?1 queue, ?2 now, ?3 place, ?4 attempt
constexpr std::string_view is_receipt =
    "place = ?3 AND queue = ?1 AND stage = 2 AND attempts = ?4 AND due > ?2";

using Parameter = std::variant<std::string_view, std::int64_t>;

Statement& bind(Statement& statement, std::initializer_list<Parameter> parameters) {
  int index = 0;
  for (const auto& parameter : parameters) {
    ++index;
    std::visit([&](const auto& value) { statement.bind(index, value); }, parameter);
  }
  return statement;
}

void run(Statement& statement, std::initializer_list<Parameter> parameters) {
  bind(statement, parameters).run();
}

std::int64_t number(Statement& statement, std::initializer_list<Parameter> parameters) {
  const StatementUse use{statement};
  return bind(statement, parameters).step() ? statement.number(0) : 0;
}

Event read_event(const Statement& row, int first) {
  return {.id = std::string{row.text(first)},
          .topic = std::string{row.text(first + 1)},
          .type = std::string{row.text(first + 2)},
          .version = row.number(first + 3),
          .data = std::string{row.text(first + 4)},
          .occurred_at = Instant{milliseconds{row.number(first + 5)}},
          .traceparent = std::string{row.text(first + 6)}};
}

std::string bury_where(std::string_view condition) {
  return fmt::format(
      "INSERT OR REPLACE INTO dead_letters (queue, {0}, reason, attempts, died)"
      " SELECT queue, {0}, ?5, attempts, ?2 FROM messages WHERE {1}",
      event_columns, condition);
}

std::int64_t signed_size(std::size_t size) {
  return static_cast<std::int64_t>(std::min<std::size_t>(size, INT64_MAX));
}

}  // namespace

struct SqliteQueues::Statements {
  explicit Statements(sqlite::Connection& connection) : db(connection) {}

  sqlite::Connection& db;
  Statement add = db.prepare(fmt::format(
      "INSERT INTO messages (queue, {}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", event_columns));
  Statement any_due = db.prepare(fmt::format("SELECT 1 FROM messages WHERE {} LIMIT 1", is_due));
  Statement bury_due = db.prepare(bury_where(fmt::format("{} AND attempts >= ?4", is_due)));
  Statement remove_due =
      db.prepare(fmt::format("DELETE FROM messages WHERE {} AND attempts >= ?4", is_due));
  Statement promote =
      db.prepare(fmt::format("UPDATE messages SET stage = 0, due = 0 WHERE {}", is_due));
  Statement take = db.prepare(fmt::format(
      "UPDATE messages SET stage = 2, due = ?2, attempts = attempts + 1 WHERE place IN"
      " (SELECT place FROM messages WHERE queue = ?1 AND stage = 0 ORDER BY due, place LIMIT ?3)"
      " RETURNING place, attempts, {}",
      event_columns));
  Statement next =
      db.prepare("SELECT due FROM messages WHERE queue = ?1 AND stage = ?2 ORDER BY due LIMIT 1");
  Statement acknowledge = db.prepare(fmt::format("DELETE FROM messages WHERE {}", is_receipt));
  Statement delay =
      db.prepare(fmt::format("UPDATE messages SET stage = 1, due = ?5 WHERE {}", is_receipt));
  Statement extend = db.prepare(fmt::format("UPDATE messages SET due = ?5 WHERE {}", is_receipt));
  Statement bury = db.prepare(bury_where(is_receipt));
  Statement count = db.prepare("SELECT count(*) FROM messages WHERE queue = ?1");
  Statement count_in_flight =
      db.prepare("SELECT count(*) FROM messages WHERE queue = ?1 AND stage = 2 AND due > ?2");
  Statement count_dead = db.prepare("SELECT count(*) FROM dead_letters WHERE queue = ?1");
  Statement oldest = db.prepare(
      "SELECT occurred FROM messages WHERE place = (SELECT min(place) FROM ("
      "SELECT min(place) AS place FROM messages WHERE queue = ?1 AND stage = 0 AND due = 0"
      " UNION ALL SELECT min(place) FROM messages WHERE queue = ?1 AND stage = 1"
      " UNION ALL SELECT min(place) FROM messages WHERE queue = ?1 AND stage = 2 AND due <= ?2))");
  Statement dead_letters =
      db.prepare(fmt::format("SELECT reason, attempts, died, {} FROM dead_letters"
                             " WHERE queue = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
                             event_columns));
  Statement revive =
      db.prepare(fmt::format("INSERT INTO messages (queue, {0}) SELECT queue, {0} FROM dead_letters"
                             " WHERE queue = ?1 AND (?2 = '' OR id = ?2) ORDER BY id",
                             event_columns));
  Statement remove_dead =
      db.prepare("DELETE FROM dead_letters WHERE queue = ?1 AND (?2 = '' OR id = ?2)");
  Statement changes = db.prepare("SELECT changes()");
};

SqliteQueues::SqliteQueues(sqlite::Connection& connection, const QueueSettings& settings,
                           const Clock& clock, Random& random)
    : settings_(settings),
      clock_(clock),
      random_(random),
      statements_(std::make_shared<Statements>(connection)) {}

void SqliteQueues::add(const std::string& queue, const Event& event) {
  run(statements_->add,
      {queue, event.id, event.topic, event.type, event.version, event.data,
       std::int64_t{event.occurred_at.time_since_epoch().count()}, event.traceparent});
  changed_.insert(queue);
}

void SqliteQueues::promote(const std::string& queue) {
  const auto latest = now() + longest_delay(settings_).count();
  const std::int64_t most = settings_.max_attempts;
  if (number(statements_->any_due, {queue, now(), latest}) == 0) return;
  run(statements_->bury_due, {queue, now(), latest, most, unanswered()});
  run(statements_->remove_due, {queue, now(), latest, most});
  run(statements_->promote, {queue, now(), latest});
}

std::vector<Delivery> SqliteQueues::take(const std::string& queue, std::size_t max) {
  auto& statement = statements_->take;
  const StatementUse use{statement};
  bind(statement, {queue, now() + settings_.visibility.count(), signed_size(max)});
  std::vector<std::pair<std::int64_t, Delivery>> found;
  while (statement.step()) {
    const auto place = statement.number(0);
    const auto attempt = static_cast<int>(statement.number(1));
    found.emplace_back(place,
                       Delivery{read_event(statement, 2), Receipt{place, attempt}.text(), attempt});
  }
  std::ranges::sort(found, {}, &std::pair<std::int64_t, Delivery>::first);
  std::vector<Delivery> deliveries;
  deliveries.reserve(found.size());
  for (auto& [place, delivery] : found) deliveries.push_back(std::move(delivery));
  return deliveries;
}

std::optional<milliseconds> SqliteQueues::next(const std::string& queue) {
  const auto of_stage = [&](std::int64_t stage) {
    const auto due = number(statements_->next, {queue, stage});
    return due == 0 ? INT64_MAX : due;
  };
  const auto due = std::min(of_stage(delayed), of_stage(in_flight));
  if (due == INT64_MAX) return std::nullopt;
  return milliseconds{due - now()};
}

Look SqliteQueues::look(const std::string& queue, std::size_t max) {
  promote(queue);
  Look look{.deliveries = take(queue, max)};
  if (look.deliveries.empty()) look.next = next(queue);
  return look;
}

void SqliteQueues::acknowledge(const std::string& queue, const Receipt& receipt) {
  run(statements_->acknowledge, {queue, now(), receipt.place, std::int64_t{receipt.attempt}});
}

void SqliteQueues::extend(const std::string& queue, const Receipt& receipt) {
  const auto due = now() + settings_.visibility.count();
  run(statements_->extend, {queue, now(), receipt.place, std::int64_t{receipt.attempt}, due});
}

void SqliteQueues::bury(const std::string& queue, const Receipt& receipt,
                        const std::string& reason) {
  const auto moment = now();
  const std::int64_t attempt = receipt.attempt;
  run(statements_->bury, {queue, moment, receipt.place, attempt, reason});
  run(statements_->acknowledge, {queue, moment, receipt.place, attempt});
}

void SqliteQueues::reject(const std::string& queue, const Receipt& receipt,
                          const std::string& reason) {
  if (receipt.attempt >= settings_.max_attempts) return bury(queue, receipt, reason);
  const auto due = now() + backoff(settings_, receipt.attempt, random_).count();
  run(statements_->delay, {queue, now(), receipt.place, std::int64_t{receipt.attempt}, due});
  changed_.insert(queue);
}

QueueFigures SqliteQueues::figures(const std::string& queue) {
  const auto all = number(statements_->count, {queue});
  const auto flying = number(statements_->count_in_flight, {queue, now()});
  QueueFigures figures{.waiting = static_cast<std::size_t>(all - flying),
                       .in_flight = static_cast<std::size_t>(flying)};
  figures.dead = static_cast<std::size_t>(number(statements_->count_dead, {queue}));
  if (figures.waiting > 0) {
    figures.oldest = Instant{milliseconds{number(statements_->oldest, {queue, now()})}};
  }
  return figures;
}

std::vector<Bus::DeadLetter> SqliteQueues::dead_letters(const std::string& queue,
                                                        const std::string& after,
                                                        std::size_t limit) {
  auto& row = statements_->dead_letters;
  const StatementUse use{row};
  bind(row, {queue, after, signed_size(limit)});
  std::vector<Bus::DeadLetter> letters;
  while (row.step()) {
    letters.push_back({.event = read_event(row, 3),
                       .reason = std::string{row.text(0)},
                       .attempts = static_cast<int>(row.number(1)),
                       .died_at = Instant{milliseconds{row.number(2)}}});
  }
  return letters;
}

std::size_t SqliteQueues::replay(const std::string& queue, const std::string& event_id) {
  run(statements_->revive, {queue, event_id});
  run(statements_->remove_dead, {queue, event_id});
  changed_.insert(queue);
  return static_cast<std::size_t>(number(statements_->changes, {}));
}

}  // namespace dailygrind::bus
