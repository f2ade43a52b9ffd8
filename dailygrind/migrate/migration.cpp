#include "dailygrind/migrate/migration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "platform/core/encoding.hpp"
#include "platform/core/gather.hpp"

namespace dailygrind::migrate {
namespace {

constexpr std::size_t stretch_items = 200;
/// Each a request by itself: on DynamoDB a transaction would cost twice.
constexpr std::size_t parallel_puts = 50;

Task<bool> put(store::Store& target, store::ItemPtr item) {
  std::vector<store::Write> writes;
  writes.emplace_back(store::Put{*item, {}});
  co_return (co_await target.write(std::move(writes))).has_value();
}

Task<> put_all(store::Store& target, const std::vector<store::ItemPtr>& items) {
  for (std::size_t first = 0; first < items.size(); first += parallel_puts) {
    std::vector<Task<bool>> puts;
    for (std::size_t i = first; i < std::min(items.size(), first + parallel_puts); ++i) {
      puts.push_back(put(target, items[i]));
    }
    co_await gather(std::move(puts));
  }
}

bool same(const store::ItemPtr& one, const store::ItemPtr& other) {
  return one && other && one->attributes == other->attributes && one->expires == other->expires;
}

std::string place_of(const TableState& state) {
  if (!state.place) return {};
  auto place = base64url_decode(*state.place);
  if (!place) throw std::runtime_error{"the state of the migration is damaged"};
  return std::move(*place);
}

}  // namespace

Migration::Migration(std::string from, std::string to, std::vector<Move> moves,
                     std::filesystem::path checkpoint, BeginStep begin)
    : moves_(std::move(moves)),
      file_(std::move(checkpoint)),
      begin_step_(std::move(begin)),
      state_{.from = std::move(from), .to = std::move(to), .tables = {}} {}

Task<std::vector<TableState>> Migration::run() {
  co_await begin();
  co_await copy();
  co_await check();
  std::filesystem::remove(file_);
  co_return state_.tables;
}

Task<> Migration::begin() {
  auto left = load(file_);
  if (left) {
    const bool ours = left->from == state_.from && left->to == state_.to &&
                      std::ranges::equal(left->tables, moves_, {}, &TableState::name, &Move::name);
    if (!ours) {
      throw std::runtime_error{fmt::format("{} is the state of another migration, from {} to {}",
                                           file_.string(), left->from, left->to)};
    }
    state_ = std::move(*left);
    co_return;
  }
  for (const Move& move : moves_) co_await demand_empty(move);
  for (const Move& move : moves_) {
    const auto found = co_await digest(move.source, move.table, [](std::size_t) {});
    state_.tables.push_back(
        {.name = move.name, .items = found.items(), .digest = found.hex(), .place = std::nullopt});
  }
  save(state_, file_);
}

Task<> Migration::demand_empty(const Move& move) {
  std::string after;
  do {
    auto stretch = co_await move.written.walk(move.table, std::move(after), stretch_items);
    if (!stretch.items.empty()) {
      throw std::runtime_error{fmt::format(
          "the target holds data already, in {}: choose an empty one, or name the state file of "
          "the migration that began it with --state",
          move.name)};
    }
    after = std::move(stretch.next);
  } while (!after.empty());
}

std::size_t Migration::total() const {
  std::size_t items = 0;
  for (const TableState& table : state_.tables) items += static_cast<std::size_t>(table.items);
  return items;
}

Task<> Migration::copy() {
  const auto advance = begin_step_("Copying", total());
  for (std::size_t i = 0; i < moves_.size(); ++i) {
    advance(static_cast<std::size_t>(state_.tables[i].written));
    if (!state_.tables[i].copied) co_await copy_table(moves_[i], state_.tables[i], advance);
  }
}

Task<> Migration::copy_table(const Move& move, TableState& state, const Advance& advance) {
  while (!state.copied) {
    auto stretch = co_await move.source.walk(move.table, place_of(state), stretch_items);
    co_await put_all(move.target, stretch.items);
    state.written += static_cast<std::int64_t>(stretch.items.size());
    state.copied = stretch.next.empty();
    if (!state.copied) state.place = base64url_encode(stretch.next);
    save(state_, file_);
    advance(stretch.items.size());
  }
}

Task<TableDigest> Migration::digest(store::Walker& walker, const std::string& table,
                                    const Advance& advance) {
  TableDigest digest;
  std::string after;
  do {
    auto stretch = co_await walker.walk(table, std::move(after), stretch_items);
    for (const auto& item : stretch.items) digest.add(*item);
    advance(stretch.items.size());
    after = std::move(stretch.next);
  } while (!after.empty());
  co_return digest;
}

Task<> Migration::check() {
  const auto advance = begin_step_("Checking", 2 * total());
  for (std::size_t i = 0; i < moves_.size(); ++i) {
    const Move& move = moves_[i];
    const auto source = co_await digest(move.source, move.table, advance);
    const auto target = co_await digest(move.written, move.table, advance);
    const bool unchanged = source.hex() == state_.tables[i].digest;
    if (!unchanged || source != target) co_await compare(move, state_.tables[i]);
  }
}

// Digests also differ where an item expired in between: what counts is then each item by itself.
Task<> Migration::compare(const Move& move, const TableState& state) {
  TableDigest source;
  std::size_t differing = 0;
  std::string example;
  std::string after;
  do {
    auto stretch = co_await move.source.walk(move.table, std::move(after), stretch_items);
    std::vector<store::Key> keys;
    for (const auto& item : stretch.items) keys.push_back(item->key);
    const auto there = co_await move.target.batch_get(keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      source.add(*stretch.items[i]);
      if (same(stretch.items[i], there[i])) continue;
      if (differing++ == 0) example = keys[i].partition + " / " + keys[i].sort;
    }
    after = std::move(stretch.next);
  } while (!after.empty());
  const auto target = co_await digest(move.written, move.table, [](std::size_t) {});
  const auto more = target.items() - source.items();
  if (differing == 0 && more <= 0) co_return;
  const bool changed = source.hex() != state.digest;
  throw std::runtime_error{fmt::format(
      "{} differs: {} of {} items are missing or not the same{}, and there are {} more{}; nothing "
      "was removed; empty the target, remove {} and begin again",
      move.name, differing, source.items(),
      example.empty() ? "" : " (the first is " + example + ")", std::max<std::int64_t>(more, 0),
      changed ? ", because the source was written to meanwhile" : "", file_.string())};
}

}  // namespace dailygrind::migrate
