// The SQLite store beside bare SQLite, in one run: reads and durable writes a second.
//
// The bare loops do the least that SQLite needs for the same rows: one connection, prepared
// statements, one open transaction for all reads, one durable commit for as many rows as the store
// has waiting. `vs_bare` is the store's rate divided by theirs. Reads count the processor time of
// the reading thread, writes the time on the wall.

#include <benchmark/benchmark.h>
#include <time.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/random.hpp"
#include "platform/sqlite/connection.hpp"
#include "platform/store/sqlite_store.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace {

using namespace dailygrind;
using store::Key;
using Seconds = std::chrono::duration<double>;

constexpr int partitions = 20'000;
constexpr int items_each = 40;
constexpr int writers = 64;
constexpr std::size_t no_cache = 0;
constexpr std::size_t cache = std::size_t{16} << 20U;

std::string partition(std::uint64_t n) {
  return "user#018f6b1c-0000-7000-8000-" + std::to_string(n);
}
std::string sort(std::uint64_t n) { return "friend#018f6b1c-1111-7000-8000-" + std::to_string(n); }

store::Item item(std::uint64_t p, std::uint64_t s) {
  return {{"items", partition(p), sort(s)},
          {{"name", std::string{"Somebody With A Name"}},
           {"text", std::string(150, 'x')},
           {"version", static_cast<std::int64_t>(s)},
           {"active", true}}};
}

/// One file with 800,000 items for all reads.
class Items {
 public:
  static Items& get() {
    static Items items;
    return items;
  }
  std::unique_ptr<store::Store> open(std::size_t cache_bytes) {
    return store::open_sqlite_store(
        {.path = path(), .tables = {"items"}, .cache_bytes_per_thread = cache_bytes}, clock_);
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "items.db"; }
  std::uint64_t any_partition() { return random_.below(partitions); }
  std::uint64_t any_sort() { return random_.below(items_each); }

 private:
  Items() {
    const auto filled = open(no_cache);
    boost::asio::io_context loop{1};
    for (std::uint64_t p = 0; p < partitions; ++p) {
      std::vector<store::Write> writes;
      for (std::uint64_t s = 0; s < items_each; ++s) writes.emplace_back(store::Put{item(p, s)});
      boost::asio::co_spawn(loop, filled->write(std::move(writes)),
                            [](const std::exception_ptr&, const store::WriteResult&) {});
      loop.poll();
      loop.restart();
    }
    loop.run();
  }

  testing::TemporaryFolder folder_;
  SystemClock clock_;
  SeededRandom random_{1};
};

std::map<std::string, double>& bare_rates() {
  static std::map<std::string, double> rates;
  return rates;
}

void report(benchmark::State& state, const std::string& bare, std::int64_t operations,
            Seconds taken) {
  const double rate = static_cast<double>(operations) / taken.count();
  state.SetItemsProcessed(operations);
  state.counters["per_s"] = rate;
  if (bare_rates()[bare] > 0) state.counters["vs_bare"] = rate / bare_rates()[bare];
}

void report_bare(benchmark::State& state, const std::string& name, std::int64_t operations,
                 Seconds taken) {
  bare_rates()[name] = static_cast<double>(operations) / taken.count();
  report(state, "", operations, taken);
}

Seconds on(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}
constexpr clockid_t processor = CLOCK_THREAD_CPUTIME_ID;
constexpr clockid_t wall = CLOCK_MONOTONIC;

void bare_point_read(benchmark::State& state) {
  sqlite::Connection connection{Items::get().path()};
  connection.execute("PRAGMA cache_size=-2048; BEGIN");
  auto find = connection.prepare("SELECT doc, expires FROM items WHERE pk=?1 AND sk=?2");
  const Seconds begin = on(processor);
  for (auto _ : state) {
    const std::string pk = partition(Items::get().any_partition());
    const std::string sk = sort(Items::get().any_sort());
    const sqlite::StatementUse use{find};
    find.bind(1, pk).bind(2, sk).step();
    benchmark::DoNotOptimize(find.text(0));
  }
  report_bare(state, "read", state.iterations(), on(processor) - begin);
}

/// Reads of items in the first `spread` partitions, sixteen in each turn of the loop.
Task<void> read_items(store::Store& store, benchmark::State& state, std::uint64_t spread) {
  const auto loop = co_await boost::asio::this_coro::executor;
  std::uint64_t n = 0;
  for (auto _ : state) {
    const auto found = co_await store.get(
        {"items", partition(Items::get().any_partition() % spread), sort(Items::get().any_sort())});
    benchmark::DoNotOptimize(found);
    if (++n % 16 == 0) co_await boost::asio::post(loop, boost::asio::use_awaitable);
  }
}

void point_read(benchmark::State& state, std::size_t cache_bytes, std::uint64_t spread) {
  const auto items = Items::get().open(cache_bytes);
  const Seconds begin = on(processor);
  testing::run(read_items(*items, state, spread));
  report(state, "read", state.iterations(), on(processor) - begin);
}

void bare_range(benchmark::State& state) {
  sqlite::Connection connection{Items::get().path()};
  connection.execute("PRAGMA cache_size=-2048; BEGIN");
  auto find = connection.prepare(
      "SELECT sk, doc, expires FROM items WHERE pk=?1 AND sk>='friend#' AND sk<'friend$'");
  const Seconds begin = on(processor);
  for (auto _ : state) {
    const std::string pk = partition(Items::get().any_partition());
    const sqlite::StatementUse use{find};
    find.bind(1, pk);
    while (find.step()) benchmark::DoNotOptimize(find.text(1));
  }
  report_bare(state, "range", state.iterations(), on(processor) - begin);
}

Task<void> read_ranges(store::Store& store, benchmark::State& state, std::uint64_t spread) {
  const auto loop = co_await boost::asio::this_coro::executor;
  for (auto _ : state) {
    const auto page =
        co_await store.query({.table = "items",
                              .partition = partition(Items::get().any_partition() % spread),
                              .prefix = "friend#",
                              .limit = 1000});
    benchmark::DoNotOptimize(page);
    co_await boost::asio::post(loop, boost::asio::use_awaitable);
  }
}

void range_of_40(benchmark::State& state, std::size_t cache_bytes, std::uint64_t spread) {
  const auto items = Items::get().open(cache_bytes);
  const Seconds begin = on(processor);
  testing::run(read_ranges(*items, state, spread));
  report(state, "range", state.iterations(), on(processor) - begin);
}

void bare_durable_write(benchmark::State& state, int group) {
  const testing::TemporaryFolder folder;
  sqlite::Connection connection{folder.path() / "bare.db", true};
  connection.execute(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE TABLE items (pk TEXT, sk TEXT, doc TEXT, PRIMARY KEY (pk, sk)) "
      "WITHOUT ROWID");
  auto put = connection.prepare("INSERT OR REPLACE INTO items VALUES (?1, ?2, ?3)");
  const std::string doc(200, 'x');
  Items::get();
  const Seconds begin = on(wall);
  for (auto _ : state) {
    connection.execute("BEGIN");
    for (int i = 0; i < group; ++i) {
      const std::string pk = partition(Items::get().any_partition());
      put.bind(1, pk).bind(2, "s").bind(3, doc).run();
    }
    connection.execute("COMMIT");
  }
  report_bare(state, "write" + std::to_string(group), state.iterations() * group, on(wall) - begin);
}

/// One client: each write begins when the one before it is answered.
Task<void> write_often(store::Store& store, int times) {
  for (int i = 0; i < times; ++i) {
    std::vector<store::Write> writes;
    writes.emplace_back(store::Put{item(Items::get().any_partition(), 0),
                                   store::Condition::absent_or_lacks("none")});
    benchmark::DoNotOptimize(co_await store.write(std::move(writes)));
  }
}

void durable_write(benchmark::State& state, int clients) {
  constexpr int times = 20;
  const testing::TemporaryFolder folder;
  const SystemClock clock;
  const auto items =
      store::open_sqlite_store({.path = folder.path() / "items.db", .tables = {"items"}}, clock);
  const Seconds begin = on(wall);
  for (auto _ : state) {
    std::vector<Task<void>> tasks;
    for (int i = 0; i < clients; ++i) tasks.push_back(write_often(*items, times));
    testing::run_all(std::move(tasks));
  }
  report(state, "write" + std::to_string(clients), state.iterations() * clients * times,
         on(wall) - begin);
}

}  // namespace

BENCHMARK(bare_point_read);
BENCHMARK_CAPTURE(point_read, uncached, no_cache, partitions);
BENCHMARK_CAPTURE(point_read, cached, cache, 100);
BENCHMARK(bare_range);
BENCHMARK_CAPTURE(range_of_40, uncached, no_cache, partitions);
BENCHMARK_CAPTURE(range_of_40, cached, cache, 100);
BENCHMARK_CAPTURE(bare_durable_write, one, 1)->UseRealTime();
BENCHMARK_CAPTURE(durable_write, one, 1)->UseRealTime();
BENCHMARK_CAPTURE(bare_durable_write, from_64, writers)->UseRealTime();
BENCHMARK_CAPTURE(durable_write, from_64, writers)->UseRealTime();
