#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::run;
using ::testing::UnorderedElementsAre;

struct Friends : ::testing::Test {
  World world;
  const Call ada = World::call("ada");
  const Call bob = World::call("bob");
  void SetUp() override { world.create_all({"ada", "bob", "cleo"}); }
};

TEST_F(Friends, ARequestShowsInBothLists) {
  const auto made = run(request_friendship(world.users, ada, {"bob"}));
  EXPECT_TRUE(made.is_new);
  EXPECT_EQ(made.location, "/users/bob");
  EXPECT_EQ(made.body.relation, Relation::outgoing);
  EXPECT_THAT(ids_in(run(outgoing_requests(world.users, ada, {})).items), ElementsAre("bob"));
  const auto incoming = run(incoming_requests(world.users, bob, {})).items;
  EXPECT_THAT(ids_in(incoming), ElementsAre("ada"));
  EXPECT_EQ(incoming.front().relation, Relation::incoming);
  EXPECT_THAT(run(incoming_requests(world.users, ada, {})).items, IsEmpty());
}

TEST_F(Friends, AcceptingMakesFriendsOnBothSides) {
  world.request("ada", "bob");
  const auto info = world.accept("bob", "ada");
  EXPECT_EQ(info.relation, Relation::friend_);
  EXPECT_EQ(info.number_of_friends, 1);
  EXPECT_EQ(world.friends_counted("bob"), 1);
  EXPECT_THAT(ids_in(run(my_friends(world.users, ada, {})).items), ElementsAre("bob"));
  EXPECT_THAT(ids_in(run(my_friends(world.users, bob, {})).items), ElementsAre("ada"));
  EXPECT_THAT(run(incoming_requests(world.users, bob, {})).items, IsEmpty());
  EXPECT_THAT(run(outgoing_requests(world.users, ada, {})).items, IsEmpty());
}

TEST_F(Friends, TwoWhoAskEachOtherBecomeFriends) {
  world.request("ada", "bob");
  EXPECT_EQ(world.request("bob", "ada").relation, Relation::friend_);
  EXPECT_EQ(world.friends_counted("ada"), 1);
}

TEST_F(Friends, RefusalsOfARequestSayWhy) {
  EXPECT_EQ(code_of(request_friendship(world.users, ada, {"ada"})), "self");
  world.request("ada", "bob");
  EXPECT_EQ(code_of(request_friendship(world.users, ada, {"bob"})), "already-requested");
  world.accept("bob", "ada");
  EXPECT_EQ(code_of(request_friendship(world.users, ada, {"bob"})), "already-friends");
  EXPECT_EQ(status_of(request_friendship(world.users, ada, {"bob"})), 409);
  EXPECT_EQ(status_of(request_friendship(world.users, ada, {"nobody"})), 404);
  EXPECT_EQ(status_of(request_friendship(world.users, ada, {"no such id"})), 404);
  const Call newcomer = World::call("newcomer");
  EXPECT_EQ(code_of(request_friendship(world.users, newcomer, {"bob"})), "no-profile");
}

TEST_F(Friends, OnlyWhatWasAskedCanBeAccepted) {
  EXPECT_EQ(status_of(accept_request(world.users, ada, UserId{"bob"})), 404);
  EXPECT_EQ(status_of(accept_request(world.users, ada, UserId{"ada"})), 404);
  world.request("ada", "bob");
  EXPECT_EQ(status_of(accept_request(world.users, ada, UserId{"bob"})), 404);
}

TEST_F(Friends, DeclineAndCancelRemoveARequest) {
  world.request("ada", "bob");
  run(decline_request(world.users, bob, UserId{"ada"}));
  EXPECT_EQ(world.see("ada", "bob").relation, Relation::none);
  world.request("ada", "bob");
  run(cancel_request(world.users, ada, UserId{"bob"}));
  EXPECT_THAT(world.list("bob", List::incoming), IsEmpty());
}

TEST_F(Friends, RemovingWhatIsNotThereSucceeds) {
  const Call nobody = World::call("nobody");
  for (const auto& caller : {ada, nobody}) {
    for (const auto* other : {"ada", "bob", "ghost"}) {
      EXPECT_EQ(status_of(decline_request(world.users, caller, UserId{other})), 0);
      EXPECT_EQ(status_of(cancel_request(world.users, caller, UserId{other})), 0);
      EXPECT_EQ(status_of(unfriend(world.users, caller, UserId{other})), 0);
      EXPECT_EQ(status_of(unblock(world.users, caller, UserId{other})), 0);
    }
  }
}

TEST_F(Friends, UnfriendingEndsItOnBothSides) {
  world.befriend("ada", "bob");
  world.do_unfriend("bob", "ada");
  EXPECT_EQ(world.friends_counted("ada"), 0);
  EXPECT_EQ(world.friends_counted("bob"), 0);
  EXPECT_THAT(world.list("ada", List::friends), IsEmpty());
  world.befriend("ada", "bob");
  EXPECT_EQ(world.friends_counted("ada"), 1);
}

TEST_F(Friends, EventsTellEachTransitionWithAGrowingVersion) {
  world.events();
  world.request("bob", "ada");
  world.accept("ada", "bob");
  world.do_unfriend("ada", "bob");
  const auto events = world.events();
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].type, "FRIEND_REQUESTED");
  EXPECT_EQ(events[0].data, R"({"fromUserId":"bob","toUserId":"ada"})");
  EXPECT_EQ(events[1].type, "FRIENDSHIP_CREATED");
  EXPECT_EQ(events[1].data, R"({"userAId":"bob","userBId":"ada"})");
  EXPECT_EQ(events[2].type, "FRIENDSHIP_DELETED");
  EXPECT_EQ(events[0].version, 1);
  EXPECT_EQ(events[1].version, 2);
  EXPECT_EQ(events[2].version, 3);
}

TEST_F(Friends, AKeyMakesARequestRepeatable) {
  Call call = ada;
  call.idempotency_key = "k";
  call.fingerprint = "f";
  EXPECT_EQ(run(request_friendship(world.users, call, {"bob"})).body.relation, Relation::outgoing);
  EXPECT_EQ(run(request_friendship(world.users, call, {"bob"})).body.relation, Relation::outgoing);
  world.accept("bob", "ada");
  EXPECT_EQ(run(request_friendship(world.users, call, {"bob"})).body.relation, Relation::friend_);
  world.do_block("bob", "ada");
  EXPECT_EQ(status_of(request_friendship(world.users, call, {"bob"})), 404);
}

TEST_F(Friends, IdsThatLookAlikeStayApart) {
  world.create_all({"a", "b#c", "a#b", "c"});
  world.befriend("a", "b#c");
  EXPECT_EQ(world.see("a#b", "c").relation, Relation::none);
  EXPECT_EQ(run(request_friendship(world.users, ada, {"b#c"})).location, "/users/b%23c");
}

TEST_F(Friends, BlockingEndsFriendshipAndRequestsBothWays) {
  world.befriend("ada", "bob");
  world.do_block("ada", "bob");
  EXPECT_EQ(world.friends_counted("ada"), 0);
  EXPECT_EQ(world.friends_counted("bob"), 0);
  world.request("cleo", "ada");
  world.do_block("ada", "cleo");
  EXPECT_THAT(world.list("cleo", List::outgoing), IsEmpty());
  EXPECT_THAT(world.list("ada", List::incoming), IsEmpty());
  EXPECT_THAT(ids_in(run(my_blocks(world.users, ada, {})).items), ElementsAre("bob", "cleo"));
}

TEST_F(Friends, BlockingIsIdempotentAndAllowedBothWays) {
  world.events();
  world.do_block("ada", "bob");
  world.do_block("ada", "bob");
  world.do_block("bob", "ada");
  EXPECT_THAT(world.event_types(), ElementsAre("BLOCK_CREATED", "BLOCK_CREATED"));
  run(unblock(world.users, ada, UserId{"bob"}));
  EXPECT_EQ(status_of(profile_of(world.users, ada, UserId{"bob"})), 404);
  EXPECT_THAT(run(my_blocks(world.users, ada, {})).items, IsEmpty());
  run(unblock(world.users, bob, UserId{"ada"}));
  EXPECT_EQ(world.see("ada", "bob").relation, Relation::none);
}

TEST_F(Friends, BlockingNeedsSomebodyElseWhoExists) {
  EXPECT_EQ(code_of(block(world.users, ada, UserId{"ada"})), "self");
  EXPECT_EQ(status_of(block(world.users, ada, UserId{"ghost"})), 404);
  const Call newcomer = World::call("newcomer");
  EXPECT_EQ(code_of(block(world.users, newcomer, UserId{"ada"})), "no-profile");
}

TEST_F(Friends, ABlockListShowsNamesAlone) {
  auto input = World::named("Bob", "Bell");
  input.headline = "Bellman";
  world.create("bob", input);
  world.do_block("ada", "bob");
  const auto blocked = run(my_blocks(world.users, ada, {})).items;
  ASSERT_EQ(blocked.size(), 1U);
  EXPECT_EQ(blocked.front().first_name, "Bob");
  EXPECT_FALSE(blocked.front().headline);
}

TEST_F(Friends, SomebodyBlockedIsMissingInAThirdPersonsLists) {
  world.create("dan");
  for (const auto* other : {"ada", "bob", "dan"}) world.befriend("cleo", other);
  world.befriend("ada", "dan");
  world.befriend("bob", "dan");
  world.do_block("bob", "ada");
  EXPECT_THAT(ids_in(run(friends_of(world.users, ada, UserId{"cleo"}, {})).items),
              UnorderedElementsAre("ada", "dan"));
  EXPECT_THAT(ids_in(run(mutual_friends(world.users, ada, UserId{"cleo"}, {})).items),
              ElementsAre("dan"));
}

}  // namespace
}  // namespace dailygrind::user
