#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"

/// The store port: items under a partition key and a sort key, in DynamoDB's shape and with its
/// limits, so that what works on SQLite works there. There is no scan.
namespace dailygrind::store {

// DynamoDB's limits, held by every adapter.
inline constexpr std::size_t max_item_bytes = std::size_t{400} * 1024;
inline constexpr std::size_t max_page_bytes = std::size_t{1024} * 1024;
inline constexpr std::size_t max_transaction_writes = 100;
inline constexpr std::size_t max_partition_key_bytes = 2048;
inline constexpr std::size_t max_sort_key_bytes = 1024;

/// Where an item lies. Keys are non-empty UTF-8; sort keys order by bytes.
struct Key {
  std::string table;
  std::string partition;
  std::string sort;
  bool operator==(const Key&) const = default;
};

/// DynamoDB's S, N (integers only) and BOOL. Richer values are stored as JSON text.
using Value = std::variant<std::string, std::int64_t, bool>;

/// Named values in the order they were set; few enough that a linear look-up wins.
class Attributes {
 public:
  using Entry = std::pair<std::string, Value>;

  Attributes() = default;
  Attributes(std::initializer_list<Entry> entries) : entries_(entries) {}
  /// From entries of distinct names.
  template <typename Iterator>
  Attributes(Iterator first, Iterator last) : entries_(first, last) {}

  /// Null where there is none.
  [[nodiscard]] const Value* find(std::string_view name) const;
  /// Replaces or appends.
  void set(std::string_view name, Value value);
  void remove(std::string_view name);
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }

  /// The value of that name and type, else the type's zero ("" · 0 · false).
  [[nodiscard]] const std::string& text(std::string_view name) const;
  [[nodiscard]] std::int64_t number(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;

  /// The same names with the same values, in any order.
  bool operator==(const Attributes& other) const;

 private:
  std::vector<Entry> entries_;
};

struct Item {
  Key key;
  Attributes attributes;
  /// From this moment on the item is as good as absent (an adapter hides it at once and removes it
  /// some time later).
  std::optional<Instant> expires;
};

/// Shared and immutable, so that an adapter may hand out what it caches. Null: absent.
using ItemPtr = std::shared_ptr<const Item>;

/// What must hold for a write. Clauses are joined by `and` (every) or by `or` (any); no clause
/// always holds. On an absent item `equals` and `less` fail and `attribute_absent` holds; `less`
/// fails where the attribute is no number.
struct Condition {
  enum class Test : std::uint8_t { item_exists, item_absent, equals, less, attribute_absent };
  struct Clause {
    Test test;
    std::string attribute;
    Value value;
  };
  enum class Join : std::uint8_t { every, any };

  std::vector<Clause> clauses;
  Join join = Join::every;

  static Condition exists() { return {{{Test::item_exists, {}, {}}}}; }
  static Condition absent() { return {{{Test::item_absent, {}, {}}}}; }
  /// The item exists and the attribute has exactly this value.
  static Condition equals(std::string attribute, Value value) {
    return {{{Test::equals, std::move(attribute), std::move(value)}}};
  }
  /// The item is absent, or its number `attribute` is less than `value`: "newer than what is
  /// there".
  static Condition absent_or_less(std::string attribute, std::int64_t value) {
    return {{{Test::item_absent, {}, {}}, {Test::less, std::move(attribute), value}}, Join::any};
  }
  /// The item is absent, or it lacks `attribute`: "not marked".
  static Condition absent_or_lacks(std::string attribute) {
    return {{{Test::item_absent, {}, {}}, {Test::attribute_absent, std::move(attribute), {}}},
            Join::any};
  }
  /// The item is absent, or the attribute has exactly this value: "not said otherwise".
  static Condition absent_or_equals(std::string attribute, Value value) {
    return {{{Test::item_absent, {}, {}}, {Test::equals, std::move(attribute), std::move(value)}},
            Join::any};
  }
  /// The item exists and lacks `attribute`: "there and not marked".
  static Condition exists_without(std::string attribute) {
    return {{{Test::item_exists, {}, {}}, {Test::attribute_absent, std::move(attribute), {}}}};
  }
  /// Both must hold; only for conditions joined by `every`.
  Condition operator&&(const Condition& other) const;
};

/// Replaces the whole item.
struct Put {
  Item item;
  Condition condition;
};
/// Changes attributes of an item, which is created where it is absent unless the condition forbids.
/// No attribute may be named twice. An existing item keeps its `expires`.
struct Update {
  Key key;
  Attributes set;
  std::vector<std::string> remove;
  std::vector<std::pair<std::string, std::int64_t>> add;  ///< atomic; an absent number counts as 0
  Condition condition;
};
/// Removes an item; absent is no error.
struct Delete {
  Key key;
  Condition condition;
};
/// Writes nothing, only demands.
struct Check {
  Key key;
  Condition condition;
};
using Write = std::variant<Put, Update, Delete, Check>;
[[nodiscard]] const Key& key_of(const Write& write);
[[nodiscard]] const Condition& condition_of(const Write& write);

/// The first write of a transaction whose condition did not hold, and what was there instead.
struct Refused {
  std::size_t index = 0;
  ItemPtr existing;
};
using WriteResult = std::expected<void, Refused>;

/// A range within one partition, in the byte order of the sort keys.
struct Query {
  std::string table;
  std::string partition;
  std::string prefix;  ///< only sort keys that begin with this; "" is all
  std::string from;    ///< only sort keys >= this; "" is no bound
  std::string to;      ///< only sort keys < this; "" is no bound
  std::string after;   ///< exclusive start: the `next` of the page before
  bool backward = false;
  std::size_t limit = 100;  ///< at least 1
  bool operator==(const Query&) const = default;
};
struct Page {
  std::vector<ItemPtr> items;
  /// Set where more follow: the sort key to pass as `after`.
  std::optional<std::string> next;
};

/// Operation counts since the start, for metrics and for tests that guard the cost of a request.
struct Statistics {
  std::uint64_t gets = 0;         ///< single items asked for, one by one
  std::uint64_t batch_gets = 0;   ///< batch calls
  std::uint64_t batch_items = 0;  ///< items asked for in batches
  std::uint64_t queries = 0;
  std::uint64_t transactions = 0;  ///< write calls, whatever their size
  std::uint64_t writes = 0;        ///< single writes within them
  std::uint64_t cache_hits = 0;
};

/// Thread-safe. Every read sees every write that was acknowledged before it began, from any thread,
/// and whatever an earlier read on its own thread has seen.
///
/// Errors: a backend that does not answer, a full disk or a broken file throws
/// Problem::unavailable; whether that write happened is then unknown. A call that breaks a limit
/// above, names an item twice in a transaction, has an empty key, stores what is not UTF-8, adds to
/// what is no number or beyond 64 bits is a defect: std::logic_error, and nothing is written. A
/// refused condition is a value.
///
/// Event loops and their unfinished calls must end before the store does.
class Store {
 public:
  virtual ~Store() = default;

  virtual Task<ItemPtr> get(Key key) = 0;

  /// The items in the order of `keys`, null where absent; any number of keys, repeats allowed.
  /// Each item is consistent by itself; together they are no snapshot.
  virtual Task<std::vector<ItemPtr>> batch_get(std::vector<Key> keys) = 0;

  /// One page: at most `limit` items and about `max_page_bytes`.
  virtual Task<Page> query(Query query) = 0;

  /// All or nothing, 1 to 100 writes on distinct items; durable when it returns.
  virtual Task<WriteResult> write(std::vector<Write> writes) = 0;

  [[nodiscard]] virtual Statistics statistics() const = 0;
};

/// Throw std::logic_error where a call breaks the port's limits; for adapters.
void check_limits(std::span<const Write> writes);
void check_limits(const Query& query);
void check_limits(const Key& key);
/// Approximate size as DynamoDB counts it: names and values.
[[nodiscard]] std::size_t size_of(const Item& item);
/// Whether `condition` holds for what is there (null: absent); for adapters.
[[nodiscard]] bool holds(const Condition& condition, const Item* existing);
/// What `write` makes of `existing`: null for a Delete. Not for a Check. Throws std::logic_error
/// where the result would be too large or an `add` is impossible.
[[nodiscard]] ItemPtr apply(const Write& write, const Item* existing);

}  // namespace dailygrind::store
