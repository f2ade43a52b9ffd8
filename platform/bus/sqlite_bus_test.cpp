#include "platform/bus/sqlite_bus.hpp"

#include <fstream>
#include <stdexcept>

#include "platform/bus/contract.hpp"
#include "platform/bus/sqlite_tables.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::bus {
namespace {

using ::testing::HasSubstr;
using ::testing::Property;
using ::testing::SizeIs;
using ::testing::Throws;

std::unique_ptr<Bus> open(const Setting& setting) {
  return open_sqlite_bus(setting.folder / "events.db", setting.topology, setting.queues,
                         setting.clock, setting.random);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, BusContract,
                         ::testing::Values(Backend{"one", open},
                                           Backend{"reopened", open, Backend::Use::reopened},
                                           Backend{"two", open, Backend::Use::two}),
                         backend_name);

class SqliteBusTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "events.db"; }
  std::unique_ptr<Bus> open_bus() {
    return open_sqlite_bus(path(), test_topology(), test_settings(), clock_, random_);
  }
  Event event() {
    return {.id = uuid_v7(clock_.now(), random_),
            .topic = "user-events",
            .type = "THING",
            .data = "{}"};
  }
  /// Opening must be refused with a sentence that contains `part`.
  void expect_refusal(const std::string& part) {
    EXPECT_THAT([this] { open_bus(); },
                Throws<std::runtime_error>(Property(&std::runtime_error::what, HasSubstr(part))));
  }

  template <typename T>
  T run(Task<T> task) {
    return testing::run(loop_, std::move(task));
  }

  boost::asio::io_context loop_{1};  // outlives every bus
  testing::TemporaryFolder folder_;
  AdjustableClock clock_;
  SeededRandom random_{11};
};

TEST_F(SqliteBusTest, KeepsEventsFromEveryoneElse) {
  open_bus();
  EXPECT_EQ(std::filesystem::status(path()).permissions() & std::filesystem::perms::mask,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(SqliteBusTest, RefusesAFileThatIsNoDatabase) {
  std::ofstream{path()} << std::string(5000, 'x');
  expect_refusal("is not a database");
}

TEST_F(SqliteBusTest, RefusesADamagedFile) {
  {
    const auto bus = open_bus();
    std::vector<Event> events(200);
    for (auto& one : events) one = event();
    run(bus->publish(events));
  }
  std::fstream file{path(), std::ios::in | std::ios::out | std::ios::binary};
  file.seekp(4096);
  file << std::string(8192, '\xA5');
  file.close();
  expect_refusal("is damaged");
}

TEST_F(SqliteBusTest, RefusesTheFileOfANewerVersion) {
  open_bus();
  sqlite::Connection{path()}.execute("PRAGMA user_version=99");
  expect_refusal("was written by a newer DailyGrind");
}

TEST_F(SqliteBusTest, RefusesTheDatabaseOfAnotherProgram) {
  sqlite::Connection{path(), true}.execute("CREATE TABLE theirs (a)");
  expect_refusal("is a database of another program");
}

TEST_F(SqliteBusTest, RefusesAFolderThatIsNotThere) {
  EXPECT_THROW(
      (void)open_sqlite_bus(folder_.path() / "none" / "events.db", {}, {}, clock_, random_),
      std::runtime_error);
}

TEST_F(SqliteBusTest, BrokenTableIsUnavailableAndRollsBackTheBatch) {
  const auto bus = open_bus();
  sqlite::Connection{path()}.execute("ALTER TABLE messages RENAME TO elsewhere");
  EXPECT_THROW(run(bus->publish({event()})), Problem);
  sqlite::Connection{path()}.execute("ALTER TABLE elsewhere RENAME TO messages");
  run(bus->publish({event()}));
  EXPECT_THAT(run(bus->receive("all", 10, {})), SizeIs(1));
}

TEST_F(SqliteBusTest, DestroyingFinishesWhatWasAsked) {
  constexpr std::size_t rounds = 20;
  for (std::size_t round = 0; round < rounds; ++round) {
    boost::asio::io_context loop{1};
    auto bus = open_bus();
    boost::asio::co_spawn(loop, bus->publish({event()}), [](const std::exception_ptr&) {});
    loop.run_one();
    bus.reset();
    loop.run();
  }
  EXPECT_EQ(run(open_bus()->figures("all")).waiting, rounds);
}

TEST_F(SqliteBusTest, OldReceiptDoesNotSettleALaterEvent) {
  const auto take_one = [this](Bus& bus) { return run(bus.receive("all", 1, {})).at(0).receipt; };
  std::string old_receipt;
  {
    const auto bus = open_bus();
    run(bus->publish({event()}));
    old_receipt = take_one(*bus);
    run(bus->acknowledge("all", {old_receipt}));
  }
  const auto bus = open_bus();
  run(bus->publish({event()}));
  EXPECT_NE(take_one(*bus), old_receipt);
  run(bus->acknowledge("all", {old_receipt}));
  EXPECT_EQ(run(bus->figures("all")).in_flight, 1U);
}

}  // namespace
}  // namespace dailygrind::bus
