#include "platform/store/sqlite_store.hpp"

#include "platform/store/contract.hpp"
#include "platform/store/sqlite_walker.hpp"

namespace dailygrind::store {
namespace {

Backend sqlite(const char* name, SqliteSettings::Mode mode, bool reopen) {
  const auto open = [mode](const std::filesystem::path& folder, const Clock& clock) {
    return open_sqlite_store(
        {.path = folder / "items.db", .tables = {"things", "others"}, .mode = mode}, clock);
  };
  return {name, open, reopen};
}

const auto backends = ::testing::Values(sqlite("exclusive", SqliteSettings::Mode::exclusive, false),
                                        sqlite("shared", SqliteSettings::Mode::shared, false),
                                        sqlite("reopened", SqliteSettings::Mode::exclusive, true));

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, backends, ::testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreQueries, backends, ::testing::PrintToStringParamName());

/// While the store has the file open.
Walked open_walked(const std::filesystem::path& folder, const Clock& clock) {
  const SqliteSettings settings{.path = folder / "items.db", .tables = {"things", "others"}};
  auto store = open_sqlite_store(settings, clock);
  return {std::move(store), open_sqlite_walker(settings, clock)};
}

INSTANTIATE_TEST_SUITE_P(Sqlite, WalkerContract,
                         ::testing::Values(WalkedBackend{"sqlite", open_walked}),
                         ::testing::PrintToStringParamName());

class StoreProperty : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(StoreProperty, SqliteWithItsCachesAnswersAsTheMemoryDoes) {
  constexpr int steps = 1500;
  const testing::TemporaryFolder folder;
  AdjustableClock clock;
  const auto sqlite = open_sqlite_store({.path = folder.path() / "items.db",
                                         .tables = {"things", "others"},
                                         .cache_bytes_per_thread = 20'000},
                                        clock);
  expect_answers_of_memory(*sqlite, clock, GetParam(), steps);
  EXPECT_GT(sqlite->statistics().cache_hits, steps / 20U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoreProperty, ::testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace dailygrind::store
