#include <signal.h>
#include <sys/resource.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "platform/core/problem.hpp"
#include "platform/sqlite/connection.hpp"
#include "platform/store/contract.hpp"
#include "platform/store/sqlite_schema.hpp"
#include "platform/store/sqlite_store.hpp"

namespace dailygrind::store {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsNull;

class SqliteFile : public ::testing::Test {
 protected:
  [[nodiscard]] std::unique_ptr<Store> open() const { return open_sqlite_store(settings_, clock_); }
  /// Why the file cannot be opened; "" where it can.
  [[nodiscard]] std::string refusal() const {
    try {
      const auto store = open();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return {};
  }
  void fill(int items, std::size_t bytes = 10) const {
    const auto store = open();
    std::vector<Write> writes;
    for (int i = 0; i < items; ++i) {
      writes.emplace_back(Put{{key("p", std::to_string(i)), {{"text", std::string(bytes, 'x')}}}});
    }
    EXPECT_TRUE(testing::run(store->write(std::move(writes))));
  }
  static WriteResult put(Store& store, const std::string& sort, std::size_t bytes = 10) {
    const Attributes attributes{{"text", std::string(bytes, 'x')}};
    return testing::run(store.write({Put{{key("p", sort), attributes}}}));
  }
  void execute(const std::string& sql) const { sqlite::Connection{settings_.path}.execute(sql); }
  [[nodiscard]] std::int64_t number(const std::string& sql) const {
    return sqlite::Connection{settings_.path}.number(sql);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return settings_.path; }

  testing::TemporaryFolder folder_;
  AdjustableClock clock_;
  SqliteSettings settings_{.path = folder_.path() / "post.db", .tables = {"things"}};
};

TEST_F(SqliteFile, IsReadableByItsOwnerAlone) {
  const auto store = open();
  ASSERT_TRUE(put(*store, "s"));
  for (const char* name : {"post.db", "post.db-wal", "post.db-shm", "post.lock"}) {
    const auto rights = std::filesystem::status(folder_.path() / name).permissions();
    EXPECT_EQ(rights, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << name;
  }
}

TEST_F(SqliteFile, IsPlainTablesOfJson) {
  fill(1);
  EXPECT_EQ(sqlite::Connection{path()}.text("SELECT doc FROM things WHERE pk='p' AND sk='0'"),
            "{\"text\":\"xxxxxxxxxx\"}");
  EXPECT_EQ(number("PRAGMA user_version"), sqlite_layout_version);
  EXPECT_EQ(number("PRAGMA application_id"), sqlite_application_id);
}

TEST_F(SqliteFile, LeavesNoJournalWhenClosed) {
  fill(1);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "post.db-wal"));
}

TEST_F(SqliteFile, RefusesASecondHolder) {
  const auto first = open();
  EXPECT_THAT(refusal(), AllOf(HasSubstr("post.lock"), HasSubstr("is held by process")));
}

TEST_F(SqliteFile, LetsSeveralIntoASharedFile) {
  settings_.mode = SqliteSettings::Mode::shared;
  const auto first = open();
  const auto second = open();
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(put(i % 2 ? *first : *second, std::to_string(i)));
    EXPECT_TRUE(testing::run((i % 2 ? *second : *first).get(key("p", std::to_string(i)))));
  }
}

TEST_F(SqliteFile, RefusesWhatIsNoDatabase) {
  std::ofstream{path()} << std::string(8192, 'x');
  EXPECT_THAT(refusal(), HasSubstr("post.db is not a database; move it away"));
}

TEST_F(SqliteFile, RefusesADatabaseOfAnotherProgram) {
  sqlite::Connection{path(), true}.execute("CREATE TABLE theirs (a)");
  EXPECT_THAT(refusal(), HasSubstr("is a database of another program"));
}

TEST_F(SqliteFile, RefusesANewerLayout) {
  fill(1);
  execute("PRAGMA user_version=2");
  EXPECT_THAT(refusal(),
              HasSubstr("was written by a newer DailyGrind (layout 2, this one knows 1)"));
}

TEST_F(SqliteFile, RefusesADamagedFile) {
  fill(20, 2000);
  std::fstream file{path(), std::ios::in | std::ios::out | std::ios::binary};
  file.seekp(4096);
  file << std::string(4096 * 3, 'x');
  file.close();
  EXPECT_THAT(refusal(), AllOf(HasSubstr("is damaged"), HasSubstr("restore it from a backup")));
}

TEST_F(SqliteFile, RefusesATruncatedFile) {
  fill(20, 2000);
  std::filesystem::resize_file(path(), 4096 * 2);
  EXPECT_THAT(refusal(), HasSubstr("is damaged"));
}

TEST_F(SqliteFile, SaysWhichFileCannotBeMade) {
  settings_.path = folder_.path() / "nowhere" / "post.db";
  EXPECT_THAT(refusal(), AllOf(HasSubstr("nowhere/post."), HasSubstr("No such file")));
}

TEST_F(SqliteFile, GetsTablesThatCameLater) {
  fill(1);
  settings_.tables.emplace_back("others");
  const auto store = open();
  EXPECT_TRUE(testing::run(store->write({Put{{{"others", "p", "s"}}}})));
  EXPECT_TRUE(testing::run(store->get(key("p", "0"))));
}

TEST_F(SqliteFile, UnknownTablesAreDefects) {
  const auto store = open();
  EXPECT_THROW(testing::run(store->get({"others", "p", "s"})), std::logic_error);
  EXPECT_THROW(testing::run(store->write({Put{{{"others", "p", "s"}}}})), std::logic_error);
  settings_.path = folder_.path() / "other.db";
  settings_.tables = {"no\"name"};
  EXPECT_THROW((void)open(), std::logic_error);
}

TEST_F(SqliteFile, ADamagedItemMakesItsReadUnavailable) {
  fill(2);
  execute("UPDATE things SET doc='{\"text\":' WHERE sk='0'");
  const auto store = open();
  EXPECT_THROW(testing::run(store->get(key("p", "0"))), Problem);
  EXPECT_TRUE(testing::run(store->get(key("p", "1"))));
}

/// Lets no file of this process grow beyond `bytes` for as long as it lives.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

TEST_F(SqliteFile, AFullDiskRefusesWritesAndLosesNothing) {
  auto store = open();
  ASSERT_TRUE(put(*store, "before"));
  {
    const FullDisk full{200'000};
    try {
      put(*store, "during", 300'000).value();
      FAIL() << "the write should not fit";
    } catch (const Problem& problem) {
      EXPECT_EQ(problem.status(), 503);
      EXPECT_THAT(problem.what(), HasSubstr("post.db"));
    }
    EXPECT_TRUE(testing::run(store->get(key("p", "before"))));
    EXPECT_THAT(testing::run(store->get(key("p", "during"))), IsNull());
  }
  ASSERT_TRUE(put(*store, "after", 300'000));
  store.reset();
  store = open();
  EXPECT_THAT(testing::run(store->get(key("p", "during"))), IsNull());
  EXPECT_TRUE(testing::run(store->get(key("p", "after"))));
}

TEST_F(SqliteFile, ExpiredItemsAreRemovedInTheEnd) {
  settings_.sweep_every = 1ms;
  const Instant start{std::chrono::hours{1'000'000}};
  clock_.freeze(start);
  const auto store = open();
  std::vector<Write> writes;
  for (int i = 0; i < 60; ++i) {
    const auto expires = i < 50 ? std::optional{start + 1s} : std::nullopt;
    writes.emplace_back(Put{Item{key("p", std::to_string(i)), {}, expires}});
  }
  ASSERT_TRUE(testing::run(store->write(std::move(writes))));
  EXPECT_EQ(number("SELECT count(*) FROM things"), 60);
  clock_.advance(1s);
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (number("SELECT count(*) FROM things") > 10 && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
  EXPECT_EQ(number("SELECT count(*) FROM things"), 10);
}

TEST_F(SqliteFile, TheJournalIsCopiedBackAndUsedAgain) {
  const auto store = open();
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(put(*store, std::to_string(i % 7), 350'000));
  EXPECT_LT(std::filesystem::file_size(folder_.path() / "post.db-wal"), 12'000'000U);
}

TEST_F(SqliteFile, AnIdleThreadHoldsNoSnapshot) {
  const auto store = open();
  ASSERT_TRUE(put(*store, "a"));
  boost::asio::io_context loop{1};
  testing::run(loop, store->get(key("p", "a")));
  loop.restart();
  loop.run();
  ASSERT_TRUE(put(*store, "b"));
  sqlite::Connection other{path()};
  EXPECT_EQ(other.number("PRAGMA wal_checkpoint(TRUNCATE)"), 0) << "somebody still reads";
}

TEST_F(SqliteFile, WritesThatWereBegunEndBeforeTheStore) {
  auto store = open();
  boost::asio::io_context loop{1};
  int done = 0;
  const auto write_one = [&](int i) -> Task<void> {
    std::vector<Write> writes;
    writes.emplace_back(Put{{key("p", std::to_string(i))}});
    if (co_await store->write(std::move(writes))) ++done;
  };
  for (int i = 0; i < 50; ++i) {
    boost::asio::co_spawn(loop, write_one(i), [](const std::exception_ptr&) {});
  }
  loop.poll();
  store.reset();
  loop.restart();
  loop.run();
  EXPECT_EQ(done, 50);
  EXPECT_EQ(number("SELECT count(*) FROM things"), 50);
}

}  // namespace
}  // namespace dailygrind::store
