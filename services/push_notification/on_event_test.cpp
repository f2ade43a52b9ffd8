#include <random>

#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using ::testing::IsEmpty;

bus::Event plain(std::string type, std::string data) {
  return event_of(std::move(type), 1, std::move(data), Instant{}, "e");
}

TEST(OnEvent, IgnoresTypesOfOtherServices) {
  World world;
  EXPECT_EQ(status_of(on_event(*world.push, plain("SOMETHING_ELSE", "no JSON"))), 0);
}

TEST(OnEvent, RefusesWhatCannotBeReadSoThatItComesAgain) {
  World world;
  for (const auto* type : {"USER_CREATED", "USER_UPDATED", "USER_DELETED", "BLOCK_CREATED",
                           "BLOCK_DELETED", "FRIEND_REQUESTED", "FRIENDSHIP_CREATED",
                           "POST_CREATED", "POST_DELETED", "POST_LIKED", "POST_COMMENTED"}) {
    EXPECT_EQ(status_of(on_event(*world.push, plain(type, "{"))), 400) << type;
    EXPECT_EQ(status_of(on_event(*world.push, plain(type, "{}"))), 400) << type;
  }
}

/// The profile of one person who changes, goes, and may come back.
std::vector<bus::Event> history_of_a_person(std::mt19937& random, World& world) {
  std::vector<bus::Event> history;
  bool alive = false;
  for (std::int64_t version = 1; version < 9; ++version) {
    auto user = World::profile("ada", version % 2 == 0 ? "Europe/Berlin" : "Asia/Tokyo");
    user.last_name = std::to_string(version);
    user.disabled = random() % 4 == 0;
    const bool goes = alive && random() % 3 == 0;
    const auto* type = goes ? "USER_DELETED" : alive ? "USER_UPDATED" : "USER_CREATED";
    const auto data =
        goes ? describe::to_json(events::UserDeleted{UserId{"ada"}}) : describe::to_json(user);
    history.push_back(event_of(type, version, data, world.clock.now(), std::to_string(version)));
    alive = !goes;
  }
  return history;
}

/// What is known of ada, and the places with people, after `heard`.
std::string after(const std::vector<bus::Event>& heard) {
  World world;
  world.subscribe("ada", "a");
  world.clock.advance(std::chrono::seconds{1});
  for (const auto& event : heard) testing::run(on_event(*world.push, event));
  auto ada = testing::run(world.push->repository.person(UserId{"ada"}));
  ada.revision = 0;
  auto text = describe::to_json(ada);
  for (const auto& place : testing::run(world.push->repository.places())) {
    if (place.people > 0) text += " " + place.name + " " + std::to_string(place.people);
  }
  return text;
}

TEST(OnEvent, APersonsEventsMayComeTwiceAndInAnyOrder) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random{seed};
    World times;
    times.clock.advance(std::chrono::seconds{1});
    const auto history = history_of_a_person(random, times);
    const auto expected = after(history);
    auto shuffled = history;
    std::ranges::copy_if(history, std::back_inserter(shuffled),
                         [&](const auto&) { return random() % 2 == 0; });
    std::ranges::shuffle(shuffled, random);
    ASSERT_EQ(after(shuffled), expected) << "seed " << seed;
  }
}

TEST(OnEvent, APostsEventsMayComeTwiceAndInAnyOrder) {
  const events::Post first{"01", UserId{"ada"}, "2026-11-22"};
  const events::Post second{"02", UserId{"ada"}, "2026-11-23"};
  World times;
  std::vector<bus::Event> history{
      times.event("POST_CREATED", first), times.event("POST_DELETED", first),
      times.event("POST_CREATED", second), times.event("POST_CREATED", second)};
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937 random{seed};
    std::ranges::shuffle(history, random);
    World world;
    for (const auto& event : history) testing::run(on_event(*world.push, event));
    const auto ada = testing::run(world.push->repository.person(UserId{"ada"}));
    EXPECT_EQ(ada.posted, "02");
    EXPECT_EQ(ada.posted_day, 20261123);
    EXPECT_FALSE(ada.posted_gone);
  }
}

TEST(OnEvent, ADeletionLeavesATombstoneAndOthersWordsAlone) {
  World world;
  for (const auto* who : {"ada", "grace"}) world.person(who);
  world.subscribe("ada", "a");
  world.prefer("ada", {.likes = false});
  world.like("grace", "ada");
  world.comment("grace", "ada");
  world.comment("ada", "grace");
  world.block("ada", "grace");
  world.clock.advance(std::chrono::seconds{1});
  world.remove("ada");
  EXPECT_THAT(world.keys_in("user#ada"), ::testing::UnorderedElementsAre("person", "blocks#grace"));
  EXPECT_THAT(world.keys_in("endpoint#https://push.example.org/a"), IsEmpty());
  EXPECT_EQ(world.inbox_of("grace").size(), 1);
  EXPECT_EQ(status_of(admit(*world.push, UserId{"ada"})), 401);
}

TEST(OnEvent, ADeletionThatTheStoreEndsHalfWayIsDoneWhenItComesAgain) {
  for (int n = 1; n <= 6; ++n) {
    World world;
    world.person("ada");
    for (const auto* browser : {"a", "b"}) world.subscribe("ada", browser);
    world.comment("grace", "ada");
    world.clock.advance(std::chrono::seconds{1});
    const auto gone = world.event("USER_DELETED", events::UserDeleted{UserId{"ada"}});
    world.faults.reset();
    world.faults.fail(testing::FaultStore::Call::write, n);
    status_of(on_event(*world.push, gone));
    world.faults.reset();
    testing::run(on_event(*world.push, gone));
    EXPECT_THAT(world.keys_in("user#ada"), ::testing::ElementsAre("person")) << n;
    for (const auto* browser : {"a", "b"}) {
      EXPECT_THAT(world.keys_in(std::string{"endpoint#https://push.example.org/"} + browser),
                  IsEmpty())
          << n;
    }
  }
}

}  // namespace
}  // namespace dailygrind::push
