#include "platform/store/sqlite_reader.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "platform/store/page_builder.hpp"
#include "platform/store/sqlite_schema.hpp"

namespace dailygrind::store {

/// Ends the turn when it is run, and also when a loop that stops drops it.
class SqliteReader::EndOfTurn {
 public:
  explicit EndOfTurn(std::weak_ptr<SqliteReader> reader) : reader_(std::move(reader)) {}
  EndOfTurn(EndOfTurn&&) = default;
  EndOfTurn& operator=(EndOfTurn&&) = delete;
  ~EndOfTurn() { (*this)(); }

  void operator()() {
    if (const auto reader = std::exchange(reader_, {}).lock()) reader->end_turn();
  }

 private:
  std::weak_ptr<SqliteReader> reader_;
};

SqliteReader::SqliteReader(const SqliteSettings& settings, const Clock& clock,
                           const ChangeStamps* stamps, Counters& counters)
    : clock_(clock),
      stamps_(stamps),
      counters_(counters),
      cache_(settings.cache_bytes_per_thread),
      connection_(open_reader(settings)),
      rows_(settings, connection_, SqliteRows::Access::read),
      begin_(connection_.prepare("BEGIN")),
      commit_(connection_.prepare("COMMIT")) {}

ItemPtr SqliteReader::get(const Key& key, const boost::asio::any_io_executor& loop) {
  if (!stamps_) return visible(rows_.find(key));
  const std::uint64_t hash = item_hash(key);
  const std::uint64_t stamp = stamps_->at(hash);
  const bool settled = ChangeStamps::is_settled(stamp);
  if (const ItemPtr* known = settled ? cache_.find(hash, key, stamp) : nullptr) {
    counters_.cache_hits.add();
    return visible(*known);
  }
  ensure_snapshot(loop);
  ItemPtr item = rows_.find(key);
  if (settled) cache_.keep(hash, key, item, stamp);
  return visible(item);
}

Page SqliteReader::query(const Query& query, const boost::asio::any_io_executor& loop) {
  bool cacheable = true;
  if (!stamps_) return load(query, cacheable);
  const std::uint64_t hash = query_hash(query);
  const std::uint64_t stamp = stamps_->at(scope_hash(query));
  cacheable = ChangeStamps::is_settled(stamp);
  const auto is_shown = [now = clock_.now()](const ItemPtr& item) {
    return is_visible(*item, now);
  };
  const Page* known = cacheable ? cache_.find(hash, query, stamp) : nullptr;
  if (known && std::ranges::all_of(known->items, is_shown)) {
    counters_.cache_hits.add();
    return *known;
  }
  ensure_snapshot(loop);
  Page page = load(query, cacheable);
  if (cacheable) cache_.keep(hash, query, page, stamp);
  return page;
}

Page SqliteReader::load(const Query& query, bool& cacheable) {
  PageBuilder page{query.limit};
  rows_.each(query, [&, now = clock_.now()](ItemPtr item) {
    const bool visible = is_visible(*item, now);
    const bool lasting = !item->expires;
    const bool more = !visible || page.add(std::move(item));
    // What was left out for its age, or will one day no longer follow, the cache could not tell.
    if (!visible || (!more && !lasting)) cacheable = false;
    return more;
  });
  return page.take();
}

ItemPtr SqliteReader::visible(const ItemPtr& item) const {
  return item && item->expires && !is_visible(*item, clock_.now()) ? nullptr : item;
}

void SqliteReader::ensure_snapshot(const boost::asio::any_io_executor& loop) {
  const std::uint64_t commits = stamps_->commits();
  if (connection_.in_transaction()) {
    if (commits == snapshot_) return;
    commit_.run();
  }
  begin_.run();
  snapshot_ = commits;
  if (turn_ends_) return;
  turn_ends_ = true;
  boost::asio::post(loop, EndOfTurn{weak_from_this()});
}

void SqliteReader::end_turn() noexcept {
  turn_ends_ = false;
  try {
    if (connection_.in_transaction()) commit_.run();
  } catch (const sqlite::Error&) {
    connection_.roll_back();
  }
}

}  // namespace dailygrind::store
