#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "platform/store/store.hpp"
#include "platform/store/walker.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

/// What every adapter of the store port promises. An adapter's test instantiates StoreContract with
/// its Backend; the tests themselves lie in contract_*_test.cpp.
namespace dailygrind::store {

struct Backend {
  std::string name;
  /// Opens, or opens again, the store that keeps its files in `folder`, with the tables "things"
  /// and "others".
  std::function<std::unique_ptr<Store>(const std::filesystem::path& folder, const Clock& clock)>
      open;
  /// Close and open the store before each read: what counts is what is on disk.
  bool reopen_before_reads = false;
};
inline std::ostream& operator<<(std::ostream& out, const Backend& backend) {
  return out << backend.name;
}

inline Key key(std::string partition, std::string sort) {
  return {"things", std::move(partition), std::move(sort)};
}

class StoreContract : public ::testing::TestWithParam<Backend> {
 protected:
  StoreContract() : store_(GetParam().open(folder_.path(), clock_)) {}

  WriteResult write(std::vector<Write> writes) {
    return testing::run(store_->write(std::move(writes)));
  }
  template <typename... Writes>
  WriteResult write_all(Writes... writes) {
    return write({Write{std::move(writes)}...});
  }
  WriteResult put(Key at, Attributes attributes, Condition condition = {}) {
    return write_all(Put{{std::move(at), std::move(attributes)}, std::move(condition)});
  }
  ItemPtr get(Key at) { return testing::run(reader().get(std::move(at))); }
  std::vector<ItemPtr> batch_get(std::vector<Key> keys) {
    return testing::run(reader().batch_get(std::move(keys)));
  }
  Page query(Query query) { return testing::run(reader().query(std::move(query))); }
  /// The attributes at `at`; a failure where nothing is there.
  Attributes attributes_at(Key at) {
    const ItemPtr item = get(std::move(at));
    EXPECT_TRUE(item);
    return item ? item->attributes : Attributes{};
  }
  /// The sort keys of a page.
  static std::vector<std::string> sorts(const Page& page) {
    std::vector<std::string> sorts;
    for (const ItemPtr& item : page.items) sorts.push_back(item->key.sort);
    return sorts;
  }
  Store& store() { return *store_; }

  AdjustableClock clock_;

 private:
  Store& reader() {
    if (GetParam().reopen_before_reads) {
      store_.reset();
      store_ = GetParam().open(folder_.path(), clock_);
    }
    return *store_;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

/// A partition with nine items, one of a longer name beside it.
class StoreQueries : public StoreContract {
 protected:
  StoreQueries() {
    std::vector<Write> writes;
    for (const char* sort : {"a#1", "a#2", "a#3", "ab", "b#1", "b#2", "é", "z", "🚀"}) {
      writes.emplace_back(Put{{key("p", sort), {{"sort", std::string{sort}}}}});
    }
    writes.emplace_back(Put{{key("o", "a#0")}});
    writes.emplace_back(Put{{key("pp", "a#4")}});
    writes.emplace_back(Put{{{"others", "p", "a#5"}}});
    EXPECT_TRUE(write(std::move(writes)));
  }
  static Query all() { return {.table = "things", .partition = "p"}; }
  std::vector<std::string> found(Query wanted) { return sorts(query(std::move(wanted))); }
  /// Reads page after page and returns all sort keys.
  std::vector<std::string> paged(Query wanted) {
    std::vector<std::string> all_sorts;
    while (true) {
      const Page page = query(wanted);
      const auto some = sorts(page);
      EXPECT_LE(some.size(), wanted.limit);
      all_sorts.insert(all_sorts.end(), some.begin(), some.end());
      if (!page.next) return all_sorts;
      wanted.after = *page.next;
    }
  }
};

/// A store and a walker of what is in it.
struct Walked {
  std::shared_ptr<Store> store;
  std::shared_ptr<Walker> walker;
};
struct WalkedBackend {
  std::string name;
  /// As Backend's.
  std::function<Walked(const std::filesystem::path& folder, const Clock& clock)> open;
};
inline std::ostream& operator<<(std::ostream& out, const WalkedBackend& backend) {
  return out << backend.name;
}

/// What every walker promises.
class WalkerContract : public ::testing::TestWithParam<WalkedBackend> {
 protected:
  WalkerContract() : walked_(GetParam().open(folder_.path(), clock_)) {}

  void put(Item item) { ASSERT_TRUE(testing::run(walked_.store->write({Put{std::move(item)}}))); }
  /// All of the table, in stretches of `limit`.
  std::vector<ItemPtr> walk(std::size_t limit, const std::string& table = "things");
  Store& store() { return *walked_.store; }
  Walker& walker() { return *walked_.walker; }

  AdjustableClock clock_;

 private:
  testing::TemporaryFolder folder_;
  Walked walked_;
};

/// Random calls on few keys, which `store`, empty and with those tables, must answer as the memory
/// does. Both go by `clock`, which this freezes and moves.
void expect_answers_of_memory(Store& store, AdjustableClock& clock, std::uint64_t seed, int steps);

}  // namespace dailygrind::store
