#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "platform/store/store.hpp"

namespace dailygrind::testing {

/// What calls of a store would consume on DynamoDB, in its capacity units, and how many of them
/// follow one another: calls under way at the same time are one round trip.
struct Units {
  std::uint64_t round_trips = 0;
  std::uint64_t read = 0;
  std::uint64_t write = 0;
  bool operator==(const Units&) const = default;
};

/// A store that counts units by the rules of DynamoDB's documentation and by the calls that our
/// adapter makes: reads are consistent (1 unit for 4 kB begun, also where nothing is found), a
/// range pays for the sum of its items, a batch for each item; a write costs 1 unit for 1 kB begun
/// of the larger of what was there and what comes, twice that in a transaction, also of a check.
///
/// The adapter reads one item more than fits a page; the units of that one are left out. Not
/// thread-safe.
class MeteredStore final : public store::Store {
 public:
  /// `probe` shows what lies in `inner` without being counted; both must outlive it.
  MeteredStore(store::Store& inner, store::Store& probe) : inner_(inner), probe_(probe) {}

  [[nodiscard]] Units units() const { return units_; }

  Task<store::ItemPtr> get(store::Key key) override {
    const auto trip = begin();
    auto item = co_await inner_.get(std::move(key));
    units_.read += read_units(item);
    end(trip);
    co_return item;
  }
  Task<std::vector<store::ItemPtr>> batch_get(std::vector<store::Key> keys) override {
    if (keys.empty()) co_return std::vector<store::ItemPtr>{};
    const auto trip = begin();
    const auto asked = keys;
    auto items = co_await inner_.batch_get(std::move(keys));
    std::set<std::tuple<std::string, std::string, std::string>> counted;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const auto& key = asked[i];
      if (counted.emplace(key.table, key.partition, key.sort).second) {
        units_.read += read_units(items[i]);
      }
    }
    end(trip);
    co_return items;
  }
  Task<store::Page> query(store::Query query) override {
    const auto trip = begin();
    auto page = co_await inner_.query(std::move(query));
    std::size_t bytes = 0;
    for (const auto& item : page.items) bytes += stored_size(*item);
    units_.read += begun(bytes, read_unit);
    end(trip);
    co_return page;
  }
  Task<store::WriteResult> write(std::vector<store::Write> writes) override {
    const auto trip = begin();
    const auto* const check = std::get_if<store::Check>(writes.data());
    if (writes.size() == 1 && check != nullptr) {  // the adapter reads instead
      units_.read += read_units(co_await probe_.get(check->key));
    } else {
      const auto times = writes.size() == 1 && may_be_done_twice(writes.front()) ? 1U : 2U;
      for (const auto& write : writes) units_.write += times * co_await write_units(write);
    }
    auto result = co_await inner_.write(std::move(writes));
    end(trip);
    co_return result;
  }
  [[nodiscard]] store::Statistics statistics() const override { return inner_.statistics(); }

 private:
  static constexpr std::size_t read_unit = 4096;
  static constexpr std::size_t write_unit = 1024;

  static std::uint64_t begun(std::size_t bytes, std::size_t unit) {
    return std::max<std::uint64_t>(1, (bytes + unit - 1) / unit);
  }
  /// With the names that the adapter gives to keys, attributes and expiry. A number counts as 11
  /// bytes, more than it takes.
  static std::size_t stored_size(const store::Item& item) {
    const std::size_t expiry = item.expires ? sizeof(
                                                  "expires"
                                                  "expires_ms") -
                                                  1 + 22
                                            : 0;
    return sizeof(
               "pk"
               "sk") -
           1 + store::size_of(item) + item.attributes.size() + expiry;
  }
  static std::uint64_t read_units(const store::ItemPtr& item) {
    return item ? begun(stored_size(*item), read_unit) : 1;
  }
  static bool may_be_done_twice(const store::Write& write) {
    const auto* const update = std::get_if<store::Update>(&write);
    return store::condition_of(write).clauses.empty() && (update == nullptr || update->add.empty());
  }
  Task<std::uint64_t> write_units(const store::Write& write) {
    const auto before = co_await probe_.get(store::key_of(write));
    const auto after =
        std::holds_alternative<store::Check>(write) ? before : store::apply(write, before.get());
    const auto larger =
        std::max(before ? stored_size(*before) : 0, after ? stored_size(*after) : 0);
    co_return begun(larger, write_unit);
  }

  /// A call begins after all that ended before it.
  [[nodiscard]] std::uint64_t begin() const { return units_.round_trips + 1; }
  void end(std::uint64_t trip) { units_.round_trips = std::max(units_.round_trips, trip); }

  store::Store& inner_;
  store::Store& probe_;
  Units units_;
};

}  // namespace dailygrind::testing
