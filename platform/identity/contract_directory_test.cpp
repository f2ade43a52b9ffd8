#include <set>

#include "platform/core/problem.hpp"
#include "platform/identity/contract.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::identity {
namespace {

using dailygrind::testing::run;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const UserId ada_id{"0190a5f2-7d3c-7a10-8a55-2f6d1c0b9e44"};
const UserId nobody{"0190a5f2-0000-7000-8000-000000000000"};

UserId create(AccountDirectory& directory, const std::string& email,
              std::optional<UserId> id = {}) {
  return run(directory.create({.email = email,
                               .password_hash = {},
                               .email_verified = true,
                               .id = std::move(id),
                               .given_name = "Ada",
                               .family_name = "Byron",
                               .groups = {}}));
}

TEST_P(DirectoryContract, KeepsTheIdAndFindsBothWays) {
  EXPECT_EQ(create(directory(), "ada@example.org", ada_id), ada_id);
  const auto bob = create(directory(), "bob@example.org");
  EXPECT_TRUE(is_uuid(bob.str()));
  const auto view = run(directory().find(ada_id));
  ASSERT_TRUE(view);
  EXPECT_EQ(view->id, ada_id);
  EXPECT_EQ(view->email, "ada@example.org");
  EXPECT_EQ(view->given_name, "Ada");
  EXPECT_EQ(view->family_name, "Byron");
  EXPECT_TRUE(view->confirmed && view->enabled && view->email_verified);
  EXPECT_GT(view->created, Instant{});
  EXPECT_EQ(run(directory().find_by_email("BOB@example.org"))->id, bob);
  EXPECT_FALSE(run(directory().find_by_email("nobody@example.org")));
  EXPECT_FALSE(run(directory().find_by_email("a\"b\\")));
  EXPECT_FALSE(run(directory().find(nobody)));
  EXPECT_FALSE(run(directory().find(UserId{"ada@example.org"}))) << "an e-mail is nobody's id";
}

TEST_P(DirectoryContract, RefusesWhatIsTakenOrMalformed) {
  create(directory(), "ada@example.org", ada_id);
  EXPECT_THROW(create(directory(), "ADA@example.org"), Problem);
  EXPECT_THROW(create(directory(), "bob@example.org", ada_id), Problem);
  EXPECT_THROW(create(directory(), "nonsense"), Problem);
}

TEST_P(DirectoryContract, ListsByTheBeginningOfTheEmailInPages) {
  for (const char* email : {"carl@example.org", "ada@example.org", "adam@example.org"}) {
    create(directory(), email);
  }
  const auto listed = [&](const std::string& query, std::size_t limit) {
    std::set<std::string> emails;
    std::string after;
    for (;;) {
      const auto page = run(directory().list(query, after, limit));
      EXPECT_LE(page.accounts.size(), limit);
      for (const auto& account : page.accounts) {
        EXPECT_TRUE(emails.insert(account.email).second) << account.email << " twice";
      }
      if (!page.next) return emails;
      after = *page.next;
    }
  };
  for (const std::size_t limit : {1, 2, 100}) {
    EXPECT_THAT(listed("", limit),
                ElementsAre("ada@example.org", "adam@example.org", "carl@example.org"));
    EXPECT_THAT(listed("ADA", limit), ElementsAre("ada@example.org", "adam@example.org"));
    EXPECT_THAT(listed("zoe", limit), ElementsAre());
  }
}

TEST_P(DirectoryContract, PutsPeopleIntoGroupsAndTakesThemOut) {
  create(directory(), "ada@example.org", ada_id);
  EXPECT_TRUE(run(directory().add_to_group(ada_id, "staff")));
  EXPECT_TRUE(run(directory().add_to_group(ada_id, "admin")));
  EXPECT_TRUE(run(directory().add_to_group(ada_id, "admin")));
  EXPECT_THAT(run(directory().find(ada_id))->groups, UnorderedElementsAre("admin", "staff"));
  EXPECT_TRUE(run(directory().remove_from_group(ada_id, "admin")));
  EXPECT_TRUE(run(directory().remove_from_group(ada_id, "admin")));
  EXPECT_THAT(run(directory().find_by_email("ada@example.org"))->groups, ElementsAre("staff"));
  EXPECT_FALSE(run(directory().add_to_group(nobody, "admin")));
  EXPECT_FALSE(run(directory().remove_from_group(nobody, "admin")));
  EXPECT_THROW(run(directory().add_to_group(ada_id, "a b")), Problem);
}

TEST_P(DirectoryContract, DisablesAndEnables) {
  create(directory(), "ada@example.org", ada_id);
  EXPECT_TRUE(run(directory().set_enabled(ada_id, false)));
  EXPECT_FALSE(run(directory().find(ada_id))->enabled);
  EXPECT_TRUE(run(directory().set_enabled(ada_id, true)));
  EXPECT_TRUE(run(directory().find(ada_id))->enabled);
  EXPECT_FALSE(run(directory().set_enabled(nobody, false)));
  EXPECT_TRUE(run(directory().sign_out(ada_id)));
  EXPECT_FALSE(run(directory().sign_out(nobody)));
}

TEST_P(DirectoryContract, RemovesOnceOrTwice) {
  create(directory(), "ada@example.org", ada_id);
  EXPECT_TRUE(run(directory().remove(ada_id)));
  EXPECT_FALSE(run(directory().find(ada_id)));
  EXPECT_TRUE(run(directory().remove(ada_id)));
  EXPECT_EQ(create(directory(), "ada@example.org", ada_id), ada_id);
}

}  // namespace
}  // namespace dailygrind::identity
