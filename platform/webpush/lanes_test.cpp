#include "platform/webpush/lanes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/detached.hpp>

#include "platform/testing/run.hpp"

namespace dailygrind::webpush {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsNull;

class LanesTest : public ::testing::Test {
 protected:
  std::shared_ptr<Lanes> lanes(std::size_t of_one, std::size_t of_all) {
    return std::make_shared<Lanes>(
        loop_, ConcurrencyBounds{.first = of_one, .least = 1, .most = of_one}, of_all, metrics_);
  }

  /// Asks for a place; its name is in `entered_` once it has one.
  void enter(const std::shared_ptr<Lanes>& lanes, const LanePtr& lane, std::string name) {
    boost::asio::co_spawn(
        loop_,
        [this, lanes, lane, name]() -> Task<> {
          places_[name] = co_await lanes->enter(lane, longest_);
          entered_.push_back(name);
        },
        boost::asio::detached);
    settle();
  }
  void leave(const std::string& name) {
    places_.at(name).reset();
    settle();
  }
  void settle() {
    loop_.restart();
    loop_.poll();
  }
  std::vector<std::string> entered() { return std::exchange(entered_, {}); }

  boost::asio::io_context loop_{1};
  milliseconds longest_{std::chrono::hours{1}};
  metrics::Registry registry_;
  PushMetrics metrics_{registry_};
  std::map<std::string, PlacePtr> places_;
  std::vector<std::string> entered_;
};

TEST_F(LanesTest, BoundsEachServiceAndKeepsTheOrder) {
  const auto all = lanes(2, 100);
  const auto a = all->lane("https://a", {});
  const auto b = all->lane("https://b", {});
  for (const auto* name : {"a1", "a2", "a3", "a4"}) enter(all, a, name);
  EXPECT_THAT(entered(), ElementsAre("a1", "a2"));
  enter(all, b, "b1");
  EXPECT_THAT(entered(), ElementsAre("b1"));
  leave("a2");
  EXPECT_THAT(entered(), ElementsAre("a3"));
  leave("a1");
  leave("a3");
  EXPECT_THAT(entered(), ElementsAre("a4"));
  EXPECT_EQ(a->in_flight, 1U);
}

TEST_F(LanesTest, GivesServicesTheirTurns) {
  const auto all = lanes(100, 1);
  const auto a = all->lane("https://a", {});
  const auto b = all->lane("https://b", {});
  for (const auto* name : {"a1", "a2", "a3", "a4"}) enter(all, a, name);
  for (const auto* name : {"b1", "b2"}) enter(all, b, name);
  for (const auto* name : {"a1", "a2", "b1", "a3", "b2"}) leave(name);
  EXPECT_THAT(entered(), ElementsAre("a1", "a2", "b1", "a3", "b2", "a4"));
}

TEST_F(LanesTest, SendsThoseHomeWhoWaitForAPausedService) {
  const auto all = lanes(1, 100);
  const auto a = all->lane("https://a", {});
  const auto b = all->lane("https://b", {});
  for (const auto* name : {"a1", "a2", "a3"}) enter(all, a, name);
  enter(all, b, "b1");
  enter(all, b, "b2");
  EXPECT_THAT(entered(), ElementsAre("a1", "b1"));
  all->pause(*a, Instant{milliseconds{5}}, Outcome::throttled);
  settle();
  EXPECT_THAT(entered(), ElementsAre("a2", "a3"));
  EXPECT_THAT(places_.at("a2"), IsNull());
  EXPECT_EQ(a->in_flight, 1U);
  leave("b1");
  EXPECT_THAT(entered(), ElementsAre("b2"));
}

TEST_F(LanesTest, NobodyWaitsForLongerThanAllowed) {
  const auto all = lanes(1, 1);
  const auto a = all->lane("https://a", {});
  enter(all, a, "a1");
  longest_ = milliseconds{0};
  enter(all, a, "a2");
  loop_.restart();
  loop_.run_one();
  EXPECT_THAT(entered(), ElementsAre("a1", "a2"));
  EXPECT_THAT(places_["a2"], IsNull());
  longest_ = std::chrono::hours{1};
  enter(all, a, "a3");
  leave("a1");
  EXPECT_THAT(entered(), ElementsAre("a3"));
}

TEST_F(LanesTest, UsesThePlaceOfWhoWentAway) {
  const auto all = lanes(1, 1);
  const auto a = all->lane("https://a", {});
  enter(all, a, "a1");
  boost::asio::cancellation_signal cancel;
  bool went = false;
  boost::asio::co_spawn(
      loop_, [&]() -> Task<> { co_await all->enter(a, longest_); },
      boost::asio::bind_cancellation_slot(cancel.slot(),
                                          [&](const std::exception_ptr&) { went = true; }));
  settle();
  enter(all, a, "a2");
  cancel.emit(boost::asio::cancellation_type::terminal);
  settle();
  EXPECT_TRUE(went);
  EXPECT_THAT(entered(), ElementsAre("a1"));
  leave("a1");
  EXPECT_THAT(entered(), ElementsAre("a2"));
}

TEST_F(LanesTest, TellsItsFigures) {
  const auto all = lanes(1, 100);
  const auto a = all->lane("https://fcm.googleapis.com", {});
  for (const auto* name : {"a1", "a2"}) enter(all, a, name);
  const auto value = [&](const std::string& name) {
    const auto line = name + "{service=\"fcm.googleapis.com\"} ";
    const auto text = registry_.text();
    return text.substr(text.find(line) + line.size(), 1);
  };
  EXPECT_EQ(value("dailygrind_webpush_requests_in_flight"), "1");
  EXPECT_EQ(value("dailygrind_webpush_requests_waiting"), "1");
  all->pause(*a, Instant{milliseconds{5}}, Outcome::throttled);
  leave("a1");
  EXPECT_EQ(value("dailygrind_webpush_requests_in_flight"), "0");
  EXPECT_EQ(value("dailygrind_webpush_requests_waiting"), "0");
  EXPECT_EQ(value("dailygrind_webpush_pauses_total"), "1");
}

TEST_F(LanesTest, ForgetsIdleServicesOnly) {
  const auto all = lanes(1, 100);
  const auto kept = all->lane("https://kept", {});
  all->pause(*all->lane("https://paused", {}), Instant{milliseconds{5}}, Outcome::failed);
  for (int at = 0; at < 3000; ++at) (void)all->lane("https://" + std::to_string(at), {});
  EXPECT_LE(all->size(), 1025U);
  EXPECT_EQ(all->lane("https://kept", {}), kept);
  EXPECT_EQ(all->lane("https://paused", {})->pause_outcome, Outcome::failed);
}

TEST(PushMetricsTest, NamesWellKnownServicesAlone) {
  metrics::Registry registry;
  PushMetrics metrics{registry};
  auto& other = metrics.of("https://push.io");
  EXPECT_EQ(&metrics.of("https://fcm.googleapis.com.push.io"), &other);
  EXPECT_EQ(&metrics.of("https://notfcm.googleapis.com"), &other);
  EXPECT_EQ(&metrics.of("http://fcm.googleapis.com"), &other);
  EXPECT_NE(&metrics.of("https://fcm.googleapis.com"), &other);
  EXPECT_NE(&metrics.of("https://web.push.apple.com"), &other);
  EXPECT_EQ(&metrics.of("https://wns2-par02p.notify.windows.com"),
            &metrics.of("https://db5p.notify.windows.com"));
  EXPECT_NE(&metrics.of("https://updates.push.services.mozilla.com"), &other);
}

}  // namespace
}  // namespace dailygrind::webpush
