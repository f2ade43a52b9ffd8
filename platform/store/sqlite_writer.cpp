#include "platform/store/sqlite_writer.hpp"

#include <sqlite3.h>

#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/store/page_builder.hpp"

namespace dailygrind::store {
namespace {

using std::chrono::steady_clock;

constexpr int checkpoint_pages = 1000;
constexpr std::int64_t sweep_limit = 500;
constexpr milliseconds sweep_pause{100};

int remember_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

SqliteWriter::SqliteWriter(const SqliteSettings& settings, const Clock& clock, ChangeStamps* stamps,
                           sqlite::Connection connection)
    : settings_(settings),
      clock_(clock),
      stamps_(stamps),
      connection_(std::move(connection)),
      rows_(settings, connection_, SqliteRows::Access::write),
      begin_(connection_.prepare("BEGIN IMMEDIATE")),
      commit_(connection_.prepare("COMMIT")),
      checkpoint_at_(checkpoint_pages),
      next_sweep_(steady_clock::now() + settings.sweep_every) {
  // Takes the place of SQLite's own check, which would hold up the answers.
  sqlite3_wal_hook(connection_.handle(), remember_pages, &journal_pages_);
  thread_ = std::jthread{[this] { run(); }};
}

SqliteWriter::~SqliteWriter() {
  queue_->close();
  thread_.join();
}

void SqliteWriter::run() {
  while (!queue_->finished()) {
    WriteGroup group = queue_->take(next_sweep_);
    if (!group.empty()) {
      commit(group);
      answer(std::move(group));
    }
    try {
      checkpoint_when_due();
      sweep_when_due();
    } catch (const std::exception& error) {
      connection_.roll_back();
      log::warning("the store's upkeep failed and will be tried again", {{"why", error.what()}});
    }
  }
}

void SqliteWriter::commit(WriteGroup& group) {
  written_.clear();
  try {
    begin_.run();
    for (WriteRequest& request : group) perform(request);
    commit_and_publish();
  } catch (const sqlite::Error& error) {
    connection_.roll_back();
    log::error("a write failed", {{"why", std::string_view{error.what()}}});
    for (WriteRequest& request : group) {
      request.error = std::make_exception_ptr(Problem::unavailable(error.what()));
    }
  }
}

void SqliteWriter::perform(WriteRequest& request) {
  try {
    request.result = apply_all(request.writes);
  } catch (const std::logic_error&) {
    request.error = std::current_exception();
  }
}

// All conditions, then all results, come before the first change: a transaction that is refused, or
// impossible, leaves nothing to undo within the group.
WriteResult SqliteWriter::apply_all(const std::vector<Write>& writes) {
  const Instant now = clock_.now();
  std::vector<ItemPtr> before;
  before.reserve(writes.size());
  for (const Write& write : writes) {
    before.push_back(existing(write, now));
    if (!holds(condition_of(write), before.back().get())) {
      return std::unexpected{Refused{before.size() - 1, before.back()}};
    }
  }
  std::vector<ItemPtr> after(writes.size());
  for (std::size_t i = 0; i < writes.size(); ++i) {
    if (std::holds_alternative<Update>(writes[i])) after[i] = apply(writes[i], before[i].get());
  }
  for (std::size_t i = 0; i < writes.size(); ++i) change(writes[i], after[i]);
  return {};
}

void SqliteWriter::change(const Write& write, const ItemPtr& updated) {
  if (std::holds_alternative<Check>(write)) return;
  const Key& key = key_of(write);
  if (const auto* put = std::get_if<Put>(&write)) {
    rows_.store(put->item);
  } else if (updated) {
    rows_.store(*updated);
  } else {
    rows_.remove(key);
  }
  if (stamps_) written_.push_back(hashes_of(key));
}

ItemPtr SqliteWriter::existing(const Write& write, Instant now) {
  const bool blind = condition_of(write).clauses.empty() && !std::holds_alternative<Update>(write);
  ItemPtr item = blind ? nullptr : rows_.find(key_of(write));
  return item && is_visible(*item, now) ? item : nullptr;
}

void SqliteWriter::commit_and_publish() {
  if (!stamps_ || written_.empty()) return commit_.run();
  struct Move {
    ChangeStamps& stamps;
    ~Move() { stamps.end(); }
  };
  stamps_->begin(written_);
  const Move move{*stamps_};
  commit_.run();
}

void SqliteWriter::checkpoint_when_due() {
  if (journal_pages_ < checkpoint_at_) {
    // The journal has begun anew.
    if (journal_pages_ < checkpoint_at_ - checkpoint_pages) checkpoint_at_ = checkpoint_pages;
    return;
  }
  checkpoint_at_ = journal_pages_ + checkpoint_pages;
  const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr,
                                             SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && code != SQLITE_BUSY) {
    throw sqlite::Error{code, sqlite3_errmsg(connection_.handle())};
  }
}

void SqliteWriter::sweep_when_due() {
  if (steady_clock::now() < next_sweep_) return;
  next_sweep_ = steady_clock::now() + settings_.sweep_every;
  sweep();
}

void SqliteWriter::sweep() {
  written_.clear();
  begin_.run();
  const auto removed = rows_.sweep(clock_.now(), sweep_limit);
  for (const Key& key : removed) written_.push_back(hashes_of(key));
  commit_and_publish();
  if (removed.size() >= sweep_limit) {
    next_sweep_ = steady_clock::now() + std::min(sweep_pause, settings_.sweep_every);
  }
}

}  // namespace dailygrind::store
