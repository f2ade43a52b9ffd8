#include "platform/store/sqlite_store.hpp"

#include "platform/store/contract.hpp"

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

}  // namespace
}  // namespace dailygrind::store
