#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using testing::FaultStore;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Of RFC 8291 §5, too: the application server's.
constexpr auto other_p256dh =
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

NewSubscription with_other_keys(NewSubscription browser) {
  browser.keys.p256dh = other_p256dh;
  return browser;
}

std::string claims_of(World& world, const std::string& browser) {
  std::string owners;
  const auto page = testing::run(world.memory.query(
      {.table = push_table, .partition = "endpoint#" + World::browser(browser).endpoint}));
  for (const auto& claim : page.items) owners += claim->attributes.text("userId") + " ";
  return owners;
}

/// Whom the next message for each of `people` reaches, as "reader>browser".
std::vector<std::string> reached(World& world, const std::vector<std::string>& people) {
  std::vector<std::string> pairs;
  for (const auto& who : people) {
    for (const auto& subscription : world.subscriptions_of(who)) {
      pairs.push_back(who + ">" + subscription.endpoint.substr(25));
    }
  }
  return pairs;
}

TEST(Subscriptions, AreMadeAndFound) {
  World world;
  const auto made = world.subscribe("ada", "a");
  EXPECT_TRUE(made.is_new);
  EXPECT_EQ(made.location, "/push-notifications/" + made.body.subscription_id.str());
  const auto read =
      testing::run(read_subscription(*world.push, World::call("ada"), made.body.subscription_id));
  EXPECT_EQ(read.endpoint, "https://push.example.org/a");
  EXPECT_EQ(read.timestamp, format_timestamp(world.clock.now()));
}

TEST(Subscriptions, AreRenewedUnderTheirId) {
  World world;
  const auto made = world.subscribe("ada", "a");
  world.clock.advance(std::chrono::hours{1});
  const auto again = world.subscribe("ada", "a");
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(again.body.subscription_id, made.body.subscription_id);
  EXPECT_NE(again.body.timestamp, made.body.timestamp);
  EXPECT_THAT(world.subscriptions_of("ada"), SizeIs(1));
}

TEST(Subscriptions, KeepOnlyTheNewKeysOfABrowser) {
  World world;
  world.subscribe("ada", "a");
  testing::run(subscribe(*world.push, World::call("ada"), with_other_keys(World::browser("a"))));
  EXPECT_THAT(world.subscriptions_of("ada"), SizeIs(1));
  EXPECT_EQ(claims_of(world, "a"), "ada ");
}

TEST(Subscriptions, ArePagedInTheOrderOfTheirMaking) {
  World world;
  for (const auto* browser : {"c", "a", "b"}) world.subscribe("ada", browser);
  const auto caller = World::call("ada");
  const auto first = testing::run(list_subscriptions(*world.push, caller, {.limit = 2}));
  EXPECT_THAT(first.items, SizeIs(2));
  const auto rest = testing::run(list_subscriptions(*world.push, caller, {2, first.next.value()}));
  ASSERT_THAT(rest.items, SizeIs(1));
  EXPECT_EQ(rest.items[0].endpoint, "https://push.example.org/b");
  EXPECT_EQ(rest.next, std::nullopt);
}

TEST(Subscriptions, MoveToWhoeverClaimsThemLast) {
  World world;
  for (const auto* who : {"ada", "grace", "ada", "joan"}) world.subscribe(who, "a");
  EXPECT_THAT(reached(world, {"ada", "grace", "joan"}), ElementsAre("joan>a"));
  EXPECT_EQ(claims_of(world, "a"), "joan ");
}

TEST(Subscriptions, OfOneEndpointWithOtherKeysAreTwo) {
  World world;
  world.subscribe("ada", "a");
  testing::run(subscribe(*world.push, World::call("grace"), with_other_keys(World::browser("a"))));
  EXPECT_THAT(reached(world, {"ada", "grace"}), ElementsAre("ada>a", "grace>a"));
}

TEST(Subscriptions, BeyondTenTakeThePlaceOfTheOneRenewedLongestAgo) {
  World world;
  for (int i = 0; i < 10; ++i) {
    world.subscribe("ada", std::to_string(i));
    world.clock.advance(std::chrono::hours{1});
  }
  world.subscribe("ada", "0");
  world.subscribe("ada", "10");
  EXPECT_THAT(world.subscriptions_of("ada"), SizeIs(10));
  EXPECT_EQ(claims_of(world, "0"), "ada ");
  EXPECT_EQ(claims_of(world, "1"), "");
}

TEST(Subscriptions, OfOthersAreNeitherSeenNorDeleted) {
  World world;
  const auto id = world.subscribe("ada", "a").body.subscription_id;
  const auto grace = World::call("grace");
  EXPECT_EQ(status_of(read_subscription(*world.push, grace, id)), 404);
  EXPECT_EQ(status_of(unsubscribe(*world.push, grace, id)), 404);
  EXPECT_THAT(world.subscriptions_of("grace"), IsEmpty());
  EXPECT_THAT(world.subscriptions_of("ada"), SizeIs(1));
}

TEST(Subscriptions, AreDeletedOnce) {
  World world;
  const auto id = world.subscribe("ada", "a").body.subscription_id;
  const auto ada = World::call("ada");
  testing::run(unsubscribe(*world.push, ada, id));
  EXPECT_EQ(status_of(unsubscribe(*world.push, ada, id)), 404);
  EXPECT_EQ(claims_of(world, "a"), "");
}

TEST(Subscriptions, NeedGoodKeys) {
  World world;
  const std::string point{good_p256dh};
  const std::tuple<std::string, std::string, std::string> cases[]{
      {"", good_auth, "/keys/p256dh"},
      {"not base64!", good_auth, "/keys/p256dh"},
      {point.substr(0, 84), good_auth, "/keys/p256dh"},
      {"BA" + std::string(85, 'A'), good_auth, "/keys/p256dh"},  // not on the curve
      {"A" + point.substr(1), good_auth, "/keys/p256dh"},
      {point, "", "/keys/auth"},
      {point, "not base64!", "/keys/auth"},
      {point, "BTBZMqHH6r4Tts7J_aSI", "/keys/auth"},
      {point, "BTBZMqHH6r4Tts7J_aSIggAA", "/keys/auth"}};
  for (const auto& [p256dh, auth, pointer] : cases) {
    auto browser = World::browser("a");
    browser.keys = {p256dh, auth};
    EXPECT_EQ(faults_of(subscribe(*world.push, World::call("ada"), browser)), pointer)
        << p256dh << " " << auth;
  }
  EXPECT_THAT(world.subscriptions_of("ada"), IsEmpty());
}

TEST(Subscriptions, TakePaddedKeysAsTheSame) {
  World world;
  world.subscribe("ada", "a");
  auto padded = World::browser("a");
  padded.keys.auth += "==";
  padded.keys.p256dh += "=";
  testing::run(subscribe(*world.push, World::call("grace"), padded));
  EXPECT_THAT(reached(world, {"ada", "grace"}), ElementsAre("grace>a"));
}

TEST(Subscriptions, NeedAPublicHttpsEndpoint) {
  World world;
  world.settings.local_allowed = false;
  world.settings.resolves_publicly = [](const std::string& endpoint) -> Task<bool> {
    co_return !endpoint.contains("internal");
  };
  world.reopen();
  for (const auto* endpoint :
       {"", "push", "http://push.example.org/a", "https://", "ftp://push.example.org/a",
        "https://me@push.example.org/a", "https://push.example.org/a#b", "https://localhost/a",
        "https://127.0.0.1/a", "https://[::1]/a", "https://10.0.0.1/a", "https://169.254.1.1/a",
        "https://internal.example.org/a", "https://push.example.org:0/a"}) {
    auto browser = World::browser("a");
    browser.endpoint = endpoint;
    EXPECT_EQ(faults_of(subscribe(*world.push, World::call("ada"), browser)), "/endpoint")
        << endpoint;
  }
  EXPECT_EQ(world.subscribe("ada", "a").body.endpoint, "https://push.example.org/a");
}

TEST(Subscriptions, OfTheDeletedAreRefused) {
  World world;
  world.person("ada");
  world.remove("ada");
  EXPECT_EQ(status_of(subscribe(*world.push, World::call("ada"), World::browser("a"))), 401);
  EXPECT_EQ(claims_of(world, "a"), "");
}

TEST(Subscriptions, RememberTheAnswerToTheLastTest) {
  World world;
  world.subscribe("ada", "a");
  const std::tuple<Outcome, int, TestOutcome> cases[]{
      {Outcome::sent, 201, TestOutcome::sent},
      {Outcome::refused, 403, TestOutcome::refused},
      {Outcome::too_large, 413, TestOutcome::refused},
      {Outcome::throttled, 429, TestOutcome::throttled},
      {Outcome::failed, 0, TestOutcome::failed}};
  for (const auto& [outcome, status, expected] : cases) {
    world.clock.advance(std::chrono::hours{1});
    world.sender.script = [&](const auto&, int) -> Attempt {
      return {outcome, status, world.clock.now() + std::chrono::minutes{1}, {}};
    };
    testing::run(send_test(*world.push, World::call("ada")));
    testing::run(world.push->outgoing.run_due());
    EXPECT_EQ(world.subscriptions_of("ada").at(0).last_test,
              (TestResult{expected, status, format_timestamp(world.clock.now())}));
  }
}

TEST(Subscriptions, ThatATestFindsGoneAreRemoved) {
  World world;
  for (const auto* browser : {"a", "b"}) world.subscribe("ada", browser);
  world.sender.script = [](const webpush::Subscription& to, int) -> Attempt {
    return {.outcome = to.endpoint.ends_with("a") ? Outcome::gone : Outcome::sent};
  };
  testing::run(send_test(*world.push, World::call("ada")));
  world.work();
  EXPECT_THAT(reached(world, {"ada"}), ElementsAre("ada>b"));
}

}  // namespace
}  // namespace dailygrind::push
