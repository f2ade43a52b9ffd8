#include "dailygrind/migrate/migration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "dailygrind/migrate/sides.hpp"
#include "platform/core/private_file.hpp"
#include "platform/core/problem.hpp"
#include "platform/store/memory_store.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::migrate {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// A walker that fails at its `fails_at`th stretch, as a process that is killed there.
class Breaking final : public store::Walker {
 public:
  Breaking(store::Walker& walker, int fails_at) : walker_(walker), left_(fails_at) {}

  Task<Stretch> walk(std::string table, std::string after, std::size_t limit) override {
    if (--left_ < 0) throw Problem::unavailable("killed");
    auto stretch = co_await walker_.walk(std::move(table), std::move(after), limit);
    seen += stretch.items.size();
    co_return stretch;
  }

  std::size_t seen = 0;

 private:
  store::Walker& walker_;
  int left_;
};

class MigrationTest : public ::testing::Test {
 protected:
  static constexpr int people = 950;

  MigrationTest() {
    for (int i = 0; i < people; ++i) {
      put(source_, "users", std::to_string(i), {{"name", "n" + std::to_string(i)}, {"live", true}});
    }
    put(source_, "outbox", "event", {{"version", std::int64_t{4}}});
  }

  static void put(store::Store& store, const std::string& table, const std::string& partition,
                  store::Attributes attributes) {
    ASSERT_TRUE(testing::run(store.write(
        {store::Put{{{table, partition, "profile"}, std::move(attributes), std::nullopt}, {}}})));
  }
  std::vector<TableState> move(store::Walker* source = nullptr, const std::string& to = "b") {
    store::Walker& from = source == nullptr ? source_ : *source;
    Migration migration{"a",
                        to,
                        {{"user/users", "users", from, target_, target_},
                         {"user/outbox", "outbox", from, target_, target_}},
                        file_,
                        [](const std::string&, std::size_t) { return [](std::size_t) {}; }};
    return testing::run(migration.run());
  }
  std::string refusal(store::Walker* source = nullptr, const std::string& to = "b") {
    try {
      move(source, to);
    } catch (const std::exception& error) {
      return error.what();
    }
    return {};
  }

  AdjustableClock clock_;
  testing::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "migration.json";
  store::MemoryStore source_{clock_};
  store::MemoryStore target_{clock_};
};

TEST_F(MigrationTest, CopiesEverythingAndForgetsTheCheckpoint) {
  const auto tables = move();
  ASSERT_EQ(tables.size(), 2);
  EXPECT_EQ(tables[0].items, people);
  EXPECT_EQ(tables[1].items, 1);
  const auto item = testing::run(target_.get({"users", "17", "profile"}));
  ASSERT_TRUE(item);
  EXPECT_EQ(item->attributes, (store::Attributes{{"live", true}, {"name", std::string{"n17"}}}));
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(MigrationTest, GoesOnBehindWhatWasWritten) {
  // Counting reads five stretches of people and one of the outbox; then it breaks after two more.
  Breaking killed{source_, 8};
  EXPECT_EQ(refusal(&killed), "killed");
  EXPECT_EQ(load(file_)->tables[0].written, 400);
  Breaking whole{source_, 1'000};
  EXPECT_EQ(move(&whole)[0].items, people);
  // What was left to be copied, and the check.
  EXPECT_EQ(whole.seen, (people - 400 + 1) + (people + 1));
}

TEST_F(MigrationTest, RefusesATargetThatHoldsSomething) {
  put(target_, "outbox", "foreign", {});
  EXPECT_THAT(refusal(), HasSubstr("the target holds data already, in user/outbox"));
  EXPECT_FALSE(testing::run(target_.get({"users", "17", "profile"})));
}

TEST_F(MigrationTest, RefusesTheStateOfAnotherMove) {
  Breaking killed{source_, 8};
  refusal(&killed);
  EXPECT_THAT(refusal(nullptr, "c"), HasSubstr("is the state of another migration, from a to b"));
}

TEST_F(MigrationTest, RefusesAFileThatIsNoState) {
  write_private_file(file_, "{\"from\": 3}");
  EXPECT_THAT(refusal(), HasSubstr("is no state of a migration"));
}

TEST_F(MigrationTest, FindsADamagedItem) {
  // Breaks in the check: all has been copied.
  Breaking killed{source_, 6 + 6};
  EXPECT_EQ(refusal(&killed), "killed");
  put(target_, "users", "17", {{"name", std::string{"n18"}}, {"live", true}});
  EXPECT_THAT(refusal(), HasSubstr("user/users differs: 1 of 950 items are missing or not the same "
                                   "(the first is 17 / profile), and there are 0 more;"));
  EXPECT_TRUE(std::filesystem::exists(file_));
}

TEST_F(MigrationTest, FindsWhatWasLostAndWhatWasAdded) {
  Breaking killed{source_, 6 + 6};
  refusal(&killed);
  ASSERT_TRUE(testing::run(target_.write({store::Delete{{"outbox", "event", "profile"}, {}}})));
  EXPECT_THAT(refusal(), HasSubstr("user/outbox differs: 1 of 1 items"));
  put(target_, "outbox", "event", {{"version", std::int64_t{4}}});
  put(target_, "outbox", "another", {});
  EXPECT_THAT(refusal(), HasSubstr("user/outbox differs: 0 of 1 items are missing or not the same, "
                                   "and there are 1 more;"));
}

TEST_F(MigrationTest, SaysThatTheSourceWasWrittenTo) {
  Breaking killed{source_, 6 + 6};
  refusal(&killed);
  put(source_, "users", "17", {{"name", std::string{"new"}}});
  EXPECT_THAT(refusal(), HasSubstr("because the source was written to meanwhile"));
}

TEST_F(MigrationTest, TakesWhatExpiresMeanwhileForNoDifference) {
  clock_.freeze(Instant{std::chrono::days{25'000}});
  const auto soon = clock_.now() + std::chrono::minutes{1};
  ASSERT_TRUE(
      testing::run(source_.write({store::Put{{{"users", "passing", "key"}, {}, soon}, {}}})));
  Breaking killed{source_, 6 + 6};
  EXPECT_EQ(refusal(&killed), "killed");
  clock_.freeze(soon);
  EXPECT_EQ(move()[0].items, people + 1);
}

TEST(TableDigestTest, KnowsEachPartOfAnItemAndNoOrder) {
  const store::Item item{{"t", "p", "s"}, {{"a", std::string{"1"}}, {"b", true}}, std::nullopt};
  const auto hex = [](std::vector<store::Item> items) {
    TableDigest digest;
    for (const auto& one : items) digest.add(one);
    return digest.hex();
  };
  auto reordered = item;
  reordered.attributes = {{"b", true}, {"a", std::string{"1"}}};
  auto other = item;
  other.key.sort = "s2";
  EXPECT_EQ(hex({item, other}), hex({other, reordered}));
  EXPECT_NE(hex({item}), hex({item, item}));
  EXPECT_NE(hex({item}), hex({other}));
  auto typed = item;
  typed.attributes.set("a", std::int64_t{1});
  auto expiring = item;
  expiring.expires = Instant{std::chrono::milliseconds{1}};
  auto moved = item;
  moved.key = {"t", "ps", ""};
  for (const auto& changed : {typed, expiring, moved}) EXPECT_NE(hex({item}), hex({changed}));
}

TEST(SidesTest, NamesAFolderOrAPrefix) {
  ServerConfig given;
  given.aws_region = "eu-central-1";
  given.aws_account = "123456789012";
  const auto folder = settings_of("sqlite:/srv/data", given);
  EXPECT_EQ(folder.storage, StorageKind::embedded);
  EXPECT_EQ(folder.data, "/srv/data");
  EXPECT_EQ(settings_of("dynamodb:", given).aws_prefix, "dailygrind-");
  EXPECT_EQ(settings_of("dynamodb:prod-", given).aws_prefix, "prod-");
  EXPECT_EQ(settings_of("dynamodb:", given).storage, StorageKind::aws);
  for (const char* wrong : {"", "sqlite:", "sqlite", "mysql:x", "dynamodb:no spaces"}) {
    EXPECT_THROW((void)settings_of(wrong, given), std::runtime_error) << wrong;
  }
  EXPECT_THROW((void)settings_of("dynamodb:", {}), std::runtime_error);
}

}  // namespace
}  // namespace dailygrind::migrate
