#include <fmt/format.h>

#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::run;
using ::testing::UnorderedElementsAre;

struct People : ::testing::Test {
  World world;
  Call me = World::call("me");

  std::vector<std::string> found(const std::string& name, std::size_t limit = 50) {
    auto ids = ids_in(all_pages(limit, [&](api::Page page) {
      return search_people(world.users, me, {name}, std::move(page));
    }));
    std::ranges::sort(ids);
    return ids;
  }
  std::vector<std::string> everyone(std::size_t limit) {
    auto ids = ids_in(all_pages(
        limit, [&](api::Page page) { return list_people(world.users, me, std::move(page)); }));
    std::ranges::sort(ids);
    return ids;
  }
};

TEST_F(People, AreListedEachOnceToTheEnd) {
  std::vector<std::string> expected;
  for (int number = 0; number < 130; ++number) {
    expected.push_back(fmt::format("p{:03}", number));
    world.create(expected.back());
  }
  world.create("me");
  for (const std::size_t limit : {1U, 7U, 50U, 100U}) EXPECT_EQ(everyone(limit), expected);
  EXPECT_EQ(run(list_people(world.users, me, {.limit = 20})).items.size(), 20U);
}

TEST_F(People, AListMayBeEmptyAndACursorWrong) {
  EXPECT_THAT(everyone(10), IsEmpty());
  for (const auto* cursor : {"z", "qx", "a b", "1x"}) {
    EXPECT_EQ(status_of(list_people(world.users, me, {.after = cursor})), 422);
  }
  EXPECT_EQ(status_of(my_friends(world.users, me, {.after = "not an id"})), 422);
  EXPECT_EQ(status_of(search_people(world.users, me, {"ada"}, {.after = "bob#x"})), 422);
  EXPECT_EQ(status_of(suggestions(world.users, me, {.after = "x"})), 422);
  const std::string longest(1024, 'x');
  EXPECT_EQ(status_of(my_friends(world.users, me, {.after = longest})), 422);
  EXPECT_EQ(status_of(search_people(world.users, me, {"ada"}, {.after = "ada#" + longest})), 0);
}

TEST_F(People, AreFoundByTheBeginningsOfTheirNames) {
  world.create("1", World::named("Zoë", "de la Cruz"));
  world.create("2", World::named("Zoe", "Crane"));
  world.create("3", World::named("Anne-Marie", "Zoega"));
  EXPECT_THAT(found("zoe"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(found("ZOË CR"), ElementsAre("1", "2"));
  EXPECT_THAT(found("cr zo cruz"), ElementsAre("1"));
  EXPECT_THAT(found("marie"), ElementsAre("3"));
  EXPECT_THAT(found("anne-marie"), ElementsAre("3"));
  EXPECT_THAT(found("z"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(found("oe"), IsEmpty());
  EXPECT_THAT(found("zoe x"), IsEmpty());
  EXPECT_THAT(found("--"), IsEmpty());
}

TEST_F(People, AreFoundOnceOnWhateverPage) {
  for (int number = 0; number < 30; ++number) {
    world.create(fmt::format("p{:02}", number),
                 World::named("Ann", fmt::format("Anna An{}", number)));
  }
  for (const std::size_t limit : {1U, 4U, 100U}) EXPECT_EQ(found("an", limit).size(), 30U);
}

TEST_F(People, AreFoundByTheirPresentNameAlone) {
  world.create("1", World::named("Ada", "Byron"));
  world.create("1", World::named("Ada", "Lovelace"));
  EXPECT_THAT(found("byron"), IsEmpty());
  EXPECT_THAT(found("ada love"), ElementsAre("1"));
  world.remove("1");
  EXPECT_THAT(found("ada"), IsEmpty());
}

TEST_F(People, ASearchDoesBoundedWork) {
  for (int number = 0; number < 700; ++number) {
    world.create(fmt::format("p{:03}", number), World::named("Common", "Xavier"));
  }
  world.create("rare", World::named("Zed", "Common"));
  const auto before = world.memory.statistics();
  const auto page = run(search_people(world.users, me, {"common z"}, {}));
  const auto after = world.memory.statistics();
  EXPECT_EQ(after.queries - before.queries, 5U);
  EXPECT_TRUE(page.next);
  EXPECT_THAT(found("common z"), ElementsAre("rare"));
}

TEST_F(People, AQueryOfMoreThanTwoHundredLettersIsRefused) {
  EXPECT_EQ(status_of(search_people(world.users, me, {std::string(201, 'a')}, {})), 422);
  EXPECT_EQ(status_of(search_people(world.users, me, {std::string(200, 'a')}, {})), 0);
}

TEST_F(People, NamesOfTheLargestSizeAreStoredAndFound) {
  std::string many;
  for (int word = 0; word < 50; ++word)
    many += static_cast<char>('a' + word % 26) + std::string{" "};
  std::string wide;
  for (int letter = 0; letter < 100; ++letter) wide += "\u{FDFA}";  // folds to 18 letters
  world.create("1", World::named(many.substr(0, 99), wide));
  EXPECT_THAT(found("b"), ElementsAre("1"));
}

TEST_F(People, FriendsOfFriendsAreSuggestedMostMutualFirst) {
  world.create_all({"me", "f1", "f2", "f3", "one", "two", "three", "far"});
  for (const auto* f : {"f1", "f2", "f3"}) {
    world.befriend("me", f);
    world.befriend("three", f);
  }
  world.befriend("two", "f1");
  world.befriend("two", "f2");
  world.befriend("one", "f1");
  world.befriend("far", "one");
  world.befriend("f1", "f2");
  const auto people = run(suggestions(world.users, me, {})).items;
  EXPECT_THAT(ids_in(people), ElementsAre("three", "two", "one"));
  EXPECT_EQ(people[0].mutual_friends, 3);
  EXPECT_EQ(people[2].mutual_friends, 1);
  for (const std::size_t limit : {1U, 2U}) {
    EXPECT_THAT(
        ids_in(all_pages(
            limit, [&](api::Page page) { return suggestions(world.users, me, std::move(page)); })),
        ElementsAre("three", "two", "one"));
  }
  world.request("me", "two");
  world.request("three", "me");
  EXPECT_THAT(ids_in(run(suggestions(world.users, me, {})).items), ElementsAre("one"));
}

TEST_F(People, MutualFriendsArePagedAndCounted) {
  world.create_all({"me", "you", "only-me", "only-you"});
  std::vector<std::string> shared;
  for (int number = 0; number < 12; ++number) {
    shared.push_back(fmt::format("s{:02}", number));
    world.create(shared.back());
    world.befriend("me", shared.back());
    world.befriend("you", shared.back());
  }
  world.befriend("me", "only-me");
  world.befriend("you", "only-you");
  world.befriend("s00", "s01");
  for (const std::size_t limit : {1U, 5U, 50U}) {
    const auto people = all_pages(limit, [&](api::Page page) {
      return mutual_friends(world.users, me, UserId{"you"}, std::move(page));
    });
    EXPECT_EQ(ids_in(people), shared);
    EXPECT_EQ(people[0].mutual_friends, 1);
    EXPECT_EQ(people[2].mutual_friends, 0);
    EXPECT_TRUE(people[0].is_friend);
  }
}

}  // namespace
}  // namespace dailygrind::user
