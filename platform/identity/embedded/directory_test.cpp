#include <gmock/gmock.h>

#include "platform/core/problem.hpp"
#include "platform/identity/contract.hpp"
#include "platform/identity/embedded/test_accounts.hpp"

namespace dailygrind::identity {
namespace {

using testing::claims_of;
using ::testing::ElementsAre;
using testing::TestAccounts;

class Embedded final : public OpenDirectory {
 public:
  [[nodiscard]] AccountDirectory& directory() override { return test_.directory; }

 private:
  TestAccounts test_;
};

INSTANTIATE_TEST_SUITE_P(Embedded, DirectoryContract,
                         ::testing::Values(DirectoryBackend{
                             "embedded", [] { return std::make_unique<Embedded>(); }}),
                         ::testing::PrintToStringParamName());

class DirectoryTest : public ::testing::Test {
 protected:
  UserId create(const std::string& email, std::optional<UserId> id = {}) {
    return test_.run(test_.directory.create({.email = email,
                                             .password_hash = hash_,
                                             .id = std::move(id),
                                             .given_name = "Ada",
                                             .family_name = "Byron"}));
  }
  std::vector<std::string> emails(const std::string& query, const std::string& after = "",
                                  std::size_t limit = 100) {
    const auto page = test_.run(test_.directory.list(query, after, limit));
    std::vector<std::string> found;
    for (const auto& account : page.accounts) found.push_back(account.email);
    if (page.next) found.push_back("…");
    return found;
  }

  TestAccounts test_;
  std::string hash_ = test_.run(test_.directory.hash_password("Shared-horse-1"));
};

TEST_F(DirectoryTest, createsAccountsThatShareAHash) {
  const auto ada = create("Ada@example.org");
  const auto bob = create("bob@example.org", UserId{"seeded-person-7"});
  EXPECT_EQ(bob.str(), "seeded-person-7");
  EXPECT_EQ(test_.sign_in("ada@example.org", "Shared-horse-1").status, 200);
  EXPECT_EQ(test_.sign_in("seeded-person-7", "Shared-horse-1").status, 200);
  const auto view = test_.run(test_.directory.find(ada));
  ASSERT_TRUE(view);
  EXPECT_EQ(view->email, "ada@example.org");
  EXPECT_EQ(view->given_name, "Ada");
  EXPECT_EQ(view->family_name, "Byron");
  EXPECT_TRUE(view->confirmed && view->enabled && view->email_verified);
  EXPECT_EQ(view->created, test_.clock.now());
  EXPECT_EQ(test_.run(test_.directory.find_by_email("BOB@example.org"))->id, bob);
  EXPECT_FALSE(test_.run(test_.directory.find_by_email("nobody@example.org")));
  EXPECT_FALSE(test_.run(test_.directory.find_by_email("nonsense")));
}

TEST_F(DirectoryTest, refusesWhatIsTakenOrMalformed) {
  const auto ada = create("ada@example.org");
  EXPECT_THROW(create("ADA@example.org"), Problem);
  EXPECT_THROW(create("bob@example.org", ada), Problem);
  EXPECT_THROW(create("nonsense"), Problem);
  EXPECT_THROW(create("bob@example.org", UserId{"a\nb"}), Problem);
}

TEST_F(DirectoryTest, listsByEmailInPages) {
  for (const auto* email :
       {"carl@example.org", "ada@example.org", "bob@example.org", "adam@example.org"}) {
    create(email);
  }
  EXPECT_THAT(emails(""), ElementsAre("ada@example.org", "adam@example.org", "bob@example.org",
                                      "carl@example.org"));
  EXPECT_THAT(emails("ADA"), ElementsAre("ada@example.org", "adam@example.org"));
  EXPECT_THAT(emails("ada@"), ElementsAre("ada@example.org"));
  EXPECT_THAT(emails("", "", 2), ElementsAre("ada@example.org", "adam@example.org", "…"));
  EXPECT_THAT(emails("", "adam@example.org", 2),
              ElementsAre("bob@example.org", "carl@example.org"));
  EXPECT_THAT(emails("zoe"), ElementsAre());
}

TEST_F(DirectoryTest, aPageCostsTheSameHoweverManyThereAre) {
  const auto cost = [&] {
    const auto before = test_.store.statistics();
    emails("a", "", 10);
    const auto after = test_.store.statistics();
    return std::tuple{after.gets - before.gets, after.queries - before.queries,
                      after.batch_items - before.batch_items};
  };
  for (int i = 0; i < 10; ++i) create("a" + std::to_string(i) + "@example.org");
  const auto few = cost();
  for (int i = 10; i < 200; ++i) create("a" + std::to_string(i) + "@example.org");
  EXPECT_EQ(cost(), few);
}

TEST_F(DirectoryTest, groups) {
  const auto ada = create("ada@example.org");
  auto& directory = test_.directory;
  EXPECT_TRUE(test_.run(directory.add_to_group(ada, "admin")));
  EXPECT_TRUE(test_.run(directory.add_to_group(ada, "admin")));
  EXPECT_TRUE(test_.run(directory.add_to_group(ada, "staff")));
  EXPECT_THAT(test_.run(directory.find(ada))->groups, ElementsAre("admin", "staff"));
  EXPECT_TRUE(test_.run(directory.remove_from_group(ada, "admin")));
  EXPECT_TRUE(test_.run(directory.remove_from_group(ada, "admin")));
  EXPECT_THAT(test_.run(directory.find(ada))->groups, ElementsAre("staff"));
  EXPECT_FALSE(test_.run(directory.add_to_group(UserId{"nobody"}, "admin")));
  EXPECT_THROW(test_.run(directory.add_to_group(ada, "a b")), Problem);
  EXPECT_THROW(test_.run(directory.add_to_group(ada, "")), Problem);
}

TEST_F(DirectoryTest, mintsTokensWithoutAPassword) {
  const auto ada = create("ada@example.org");
  const auto tokens = test_.run(test_.directory.mint_tokens(ada));
  EXPECT_EQ(claims_of(tokens.access).at("sub"), boost::json::value(ada.str()));
  EXPECT_EQ(test_.call("GetUser", {{"AccessToken", tokens.access}}).status, 200);
  EXPECT_EQ(test_.refresh(tokens.refresh).status, 200);
  test_.run(test_.directory.set_enabled(ada, false));
  EXPECT_THROW(test_.run(test_.directory.mint_tokens(ada)), Problem);
  EXPECT_THROW(test_.run(test_.directory.mint_tokens(UserId{"nobody"})), Problem);
}

TEST_F(DirectoryTest, signsOutAndRemoves) {
  const auto ada = create("ada@example.org");
  const auto tokens = test_.run(test_.directory.mint_tokens(ada));
  EXPECT_TRUE(test_.run(test_.directory.sign_out(ada)));
  EXPECT_EQ(test_.refresh(tokens.refresh).status, 400);
  EXPECT_TRUE(test_.run(test_.directory.remove(ada)));
  EXPECT_TRUE(test_.run(test_.directory.remove(ada)));
  EXPECT_FALSE(test_.run(test_.directory.find(ada)));
  EXPECT_THAT(emails(""), ElementsAre());
  EXPECT_FALSE(test_.run(test_.directory.sign_out(ada)));
  EXPECT_FALSE(test_.run(test_.directory.set_enabled(ada, true)));
  EXPECT_THROW(test_.run(test_.directory.create_reset_code(ada)), Problem);
}

TEST_F(DirectoryTest, endsHundredsOfSignIns) {
  const auto ada = create("ada@example.org");
  std::vector<Tokens> all;
  for (int i = 0; i < 250; ++i) all.push_back(test_.run(test_.directory.mint_tokens(ada)));
  test_.run(test_.directory.sign_out(ada));
  EXPECT_EQ(test_.refresh(all.front().refresh).status, 400);
  EXPECT_EQ(test_.refresh(all.back().refresh).status, 400);
  EXPECT_TRUE(
      test_.run(test_.store.query({.table = "sign_ins", .partition = ada.str()})).items.empty());
}

}  // namespace
}  // namespace dailygrind::identity
