#include <random>

#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using std::chrono::days;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

/// Grace, joan and the others do something to ada, who has a device.
struct Friends : World {
  Friends() {
    for (const auto* who : {"ada", "grace", "joan", "mary", "rosa"}) person(who);
    subscribe("ada", "a");
  }
  /// One deed of each type, by grace; an acceptance is of what ada had asked.
  std::vector<bus::Event> deeds() {
    const UserId ada{"ada"};
    const UserId grace{"grace"};
    return {event("FRIEND_REQUESTED", events::FriendRequest{grace, ada}),
            event("FRIENDSHIP_CREATED", events::Friendship{ada, grace}),
            event("POST_COMMENTED", events::Reaction{"p1", ada, grace, "By", "c1"}),
            event("POST_LIKED", events::Reaction{"p1", ada, grace, "By", {}})};
  }
  void hear_all(const std::vector<bus::Event>& heard) {
    for (const auto& event : heard) testing::run(on_event(*push, event));
  }
  std::string unread_of(const std::string& who) {
    const auto caller = call(who);
    return testing::run(read_inbox(*push, caller, {})).value;
  }
};

TEST(Tell, WhoDidWhatAndWhereItIs) {
  Friends world;
  world.hear_all(world.deeds());
  EXPECT_THAT(world.titles_of("ada"),
              ElementsAre("First grace liked your post", "First grace commented on your post",
                          "First grace is your friend now", "First grace asks to be your friend"));
  const auto inbox = world.inbox_of("ada");
  EXPECT_EQ(inbox[0].url, "/pieces/p1");
  EXPECT_EQ(inbox[1].url, "/pieces/p1");
  EXPECT_EQ(inbox[2].url, "/people/grace");
  EXPECT_EQ(inbox[3].url, "/friends");
  EXPECT_THAT(world.titles_of("grace"), IsEmpty());
}

TEST(Tell, EveryDeviceWithATopicForEachThing) {
  Friends world;
  world.subscribe("ada", "b");
  world.hear_all(world.deeds());
  world.work();
  std::map<std::string, int> topics;
  for (const auto& sent : world.sender.log) ++topics[sent.message.topic];
  EXPECT_THAT(topics, UnorderedElementsAre(std::pair{"rgrace", 2}, std::pair{"agrace", 2},
                                           std::pair{"cp1", 2}, std::pair{"lp1", 2}));
}

TEST(Tell, OnceHoweverOftenAndInWhichOrderEventsCome) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    Friends world;
    auto heard = world.deeds();
    for (const auto* who : {"joan", "mary", "rosa"}) {
      heard.push_back(
          world.event("POST_LIKED", events::Reaction{"p1", UserId{"ada"}, UserId{who}, "By", {}}));
    }
    heard.insert(heard.end(), heard.begin(), heard.end() - 1);
    std::mt19937 random{seed};
    std::ranges::shuffle(heard, random);
    world.hear_all(heard);
    EXPECT_THAT(world.titles_of("ada"),
                UnorderedElementsAre(EndsWith(" and 3 others liked your post"),
                                     EndsWith("commented on your post"), EndsWith("friend now"),
                                     EndsWith("to be your friend")))
        << "seed " << seed;
  }
}

TEST(Tell, NoDevicesOfWhatIsADayAgoAndNobodyOfWhatIsOlderThanTheInbox) {
  for (const auto& [age, entries, messages] : {std::tuple{hours{23}, 4, 4},
                                               {hours{24}, 4, 0},
                                               {days{30}, 4, 0},
                                               {days{30} + hours{1}, 0, 0}}) {
    Friends world;
    const auto deeds = world.deeds();
    world.clock.advance(age);
    world.hear_all(deeds);
    testing::run(world.push->outgoing.run_due());
    EXPECT_THAT(world.inbox_of("ada"), SizeIs(entries)) << age;
    EXPECT_THAT(world.sender.log, SizeIs(messages)) << age;
  }
}

TEST(Tell, NothingBetweenPeopleOfWhomOneBlocksTheOther) {
  for (const bool by_ada : {true, false}) {
    Friends world;
    const auto deeds = world.deeds();
    const auto ends =
        events::Block{UserId{by_ada ? "ada" : "grace"}, UserId{by_ada ? "grace" : "ada"}};
    world.block(ends.by_user_id.str(), ends.user_id.str());
    world.hear_all(deeds);
    EXPECT_THAT(world.inbox_of("ada"), IsEmpty());
    world.hear("BLOCK_DELETED", ends);
    world.hear_all(deeds);
    EXPECT_THAT(world.inbox_of("ada"), SizeIs(4));
  }
}

TEST(Tell, NothingWhileABlockIsNewerThanItsEnd) {
  Friends world;
  const events::Block block{UserId{"ada"}, UserId{"grace"}};
  const auto ended = world.event("BLOCK_DELETED", block);
  const auto again = world.event("BLOCK_CREATED", block);
  world.hear_all({again, ended});
  world.hear_all(world.deeds());
  EXPECT_THAT(world.inbox_of("ada"), IsEmpty());
}

TEST(Tell, NothingOfAndToPeopleWhoAreDisabledOrDeleted) {
  for (const auto* who : {"ada", "grace"}) {
    for (const auto hide : {&World::disable, &World::remove}) {
      Friends world;
      const auto deeds = world.deeds();
      (world.*hide)(who);
      world.hear_all(deeds);
      world.work();
      EXPECT_THAT(world.inbox_of("ada"), IsEmpty());
      EXPECT_THAT(world.sender.log, IsEmpty());
    }
  }
}

TEST(Tell, NoMessageThatWaitsWhenItsReaderIsDisabledOrDeleted) {
  for (const auto hide : {&World::disable, &World::remove}) {
    Friends world;
    world.hear_all(world.deeds());
    (world.*hide)("ada");
    world.work();
    EXPECT_THAT(world.sender.log, IsEmpty());
  }
}

TEST(Tell, WhatThePreferencesWant) {
  const std::pair<NewPreferences, const char*> wishes[]{
      {{.friend_requests = false}, "asks to be your friend"},
      {{.acceptances = false}, "is your friend now"},
      {{.comments = false}, "commented on your post"},
      {{.likes = false}, "liked your post"}};
  for (const auto& [wish, unwanted] : wishes) {
    Friends world;
    world.prefer("ada", wish);
    world.hear_all(world.deeds());
    const auto titles = world.titles_of("ada");
    EXPECT_THAT(titles, SizeIs(3));
    EXPECT_THAT(titles, ::testing::Not(::testing::Contains(EndsWith(unwanted))));
  }
}

TEST(Tell, NothingOfOnesOwnDeeds) {
  Friends world;
  world.like("ada", "ada");
  world.comment("ada", "ada");
  world.ask("ada", "ada");
  EXPECT_THAT(world.inbox_of("ada"), IsEmpty());
}

TEST(Tell, LikesOfAPostAsOneEntryThatComesUpAgain) {
  Friends world;
  world.like("grace", "ada");
  const auto first = world.inbox_of("ada").at(0).notification_id;
  testing::run(mark_inbox_read(*world.push, World::call("ada"), {first}));
  EXPECT_EQ(world.unread_of("ada"), "0");
  world.like("joan", "ada");
  EXPECT_THAT(world.titles_of("ada"), ElementsAre("First joan and 1 other liked your post"));
  EXPECT_EQ(world.unread_of("ada"), "1");
  world.comment("mary", "ada");
  world.like("mary", "ada");
  world.like("rosa", "ada");
  EXPECT_THAT(world.titles_of("ada"), ElementsAre("First rosa and 3 others liked your post",
                                                  "First mary commented on your post"));
}

TEST(Tell, LikesOfTwoPostsApart) {
  Friends world;
  world.like("grace", "ada", "p1");
  world.like("grace", "ada", "p2");
  EXPECT_THAT(world.inbox_of("ada"), SizeIs(2));
}

TEST(Tell, OneLikerOnceAndHundredAtMost) {
  Friends world;
  world.like("grace", "ada");
  world.like("grace", "ada");
  EXPECT_THAT(world.titles_of("ada"), ElementsAre("First grace liked your post"));
  for (int i = 0; i < 110; ++i) world.like("fan" + std::to_string(i), "ada");
  EXPECT_THAT(world.titles_of("ada"), ElementsAre("By and 99 others liked your post"));
}

TEST(Tell, OfLikesThatComeAtOnceAsOfOthers) {
  Friends world;
  std::vector<bus::Event> likes;
  for (int i = 0; i < 20; ++i) {
    const UserId fan{"fan" + std::to_string(i)};
    likes.push_back(
        world.event("POST_LIKED", events::Reaction{"p1", UserId{"ada"}, fan, "By", {}}));
  }
  std::vector<Task<>> tasks;
  for (const auto& like : likes) tasks.push_back(on_event(*world.push, like));
  testing::run_all(std::move(tasks));
  EXPECT_THAT(world.titles_of("ada"), ElementsAre("By and 19 others liked your post"));
}

TEST(Tell, NamesThatAreNotKnownYetAsTheEventDoes) {
  Friends world;
  world.comment("stranger", "ada");
  world.ask("stranger", "ada");
  EXPECT_THAT(world.titles_of("ada"),
              ElementsAre("Somebody asks to be your friend", "By commented on your post"));
}

TEST(Tell, PeopleWhoAreNotKnownYet) {
  Friends world;
  world.like("grace", "stranger");
  EXPECT_THAT(world.titles_of("stranger"), ElementsAre("First grace liked your post"));
}

TEST(Tell, DevicesAfterARestartToo) {
  Friends world;
  world.hear_all(world.deeds());
  world.reopen();
  world.work();
  EXPECT_THAT(world.sender.log, SizeIs(4));
}

TEST(Tell, OnceWhereTheStoreFails) {
  for (const bool after : {true, false}) {
    Friends world;
    for (const auto& deed : world.deeds()) {
      world.faults.reset();
      if (after) world.faults.fail_after_write(1);
      if (!after) world.faults.fail(testing::FaultStore::Call::write, 1);
      EXPECT_EQ(status_of(on_event(*world.push, deed)), 503);
      testing::run(on_event(*world.push, deed));
    }
    world.work();
    EXPECT_THAT(world.inbox_of("ada"), SizeIs(4));
    EXPECT_THAT(world.sender.log, SizeIs(4));
  }
}

TEST(Tell, DevicesAgainWhoseServiceWasThrottled) {
  Friends world;
  world.sender.script = [&](const auto&, int attempt) -> Attempt {
    if (attempt > 2) return {.outcome = Outcome::sent};
    return {.outcome = Outcome::throttled, .retry_at = world.clock.now() + hours{1}};
  };
  world.comment("grace", "ada");
  for (int i = 0; i < 5; ++i) {
    testing::run(world.push->outgoing.run_due());
    world.clock.advance(hours{1});
  }
  EXPECT_THAT(world.sender.log, SizeIs(3));
}

}  // namespace
}  // namespace dailygrind::push
