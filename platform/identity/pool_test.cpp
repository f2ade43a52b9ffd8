#include "platform/identity/pool.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::identity {
namespace {

using dailygrind::testing::TemporaryFolder;
using ::testing::MatchesRegex;

TEST(Pool, isMadeOnceAndKept) {
  const TemporaryFolder folder;
  SystemRandom random;
  const auto pool = open_pool(folder.path(), random);
  EXPECT_THAT(pool.id, MatchesRegex("local_[A-Za-z0-9]{9}"));
  EXPECT_THAT(pool.client_id, MatchesRegex("[a-z0-9]{26}"));
  EXPECT_EQ(pool.secret.size(), 32U);
  struct stat status{};
  stat((folder.path() / "identity.json").c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto again = open_pool(folder.path(), random);
  EXPECT_EQ(again.id, pool.id);
  EXPECT_EQ(again.client_id, pool.client_id);
  EXPECT_EQ(again.secret, pool.secret);
}

TEST(Pool, processesThatStartTogetherAgree) {
  const TemporaryFolder folder;
  SystemRandom random;
  std::vector<std::string> ids(8);
  std::vector<std::thread> threads;
  for (auto& id : ids) threads.emplace_back([&] { id = open_pool(folder.path(), random).id; });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 1U);
}

TEST(Pool, namesTheIssuer) {
  const Pool pool{.id = "local_x", .client_id = {}, .secret = {}};
  EXPECT_EQ(pool.issuer("https://grind.example"), "https://grind.example/local_x");
  EXPECT_EQ(pool.issuer("https://grind.example//"), "https://grind.example/local_x");
}

TEST(Pool, refusesADamagedFile) {
  SystemRandom random;
  for (const auto* text : {"", "{}", "[]", R"({"poolId":"a","clientId":"b","secret":"AAAA"})",
                           R"({"poolId":"../a","clientId":"b","secret":""})"}) {
    const TemporaryFolder folder;
    std::ofstream{folder.path() / "identity.json"} << text;
    EXPECT_THROW(open_pool(folder.path(), random), std::runtime_error) << text;
  }
  EXPECT_THROW(open_pool("/nonexistent-folder", random), std::runtime_error);
}

}  // namespace
}  // namespace dailygrind::identity
