#include "platform/aws/refreshing_credentials.hpp"

#include <gmock/gmock.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>
#include <thread>

#include "platform/core/gate.hpp"
#include "platform/core/problem.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::aws {
namespace {

namespace asio = boost::asio;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;

class RefreshingCredentialsTest : public ::testing::Test {
 protected:
  RefreshingCredentialsTest() { clock_.freeze(Instant{hours{500'000}}); }

  /// What the fetches give: keys named after their number.
  Task<Fetched> fetch() {
    const auto number = ++fetches_;
    if (held_) co_await Gate::wait(held_);
    if (!failure_.empty()) throw std::runtime_error{failure_};
    Fetched fetched{.credentials = {.access_key_id = "key" + std::to_string(stuck_ ? 1 : number)},
                    .outlast_expiry = outlast_};
    if (lasts_) fetched.credentials.expires = clock_.now() + *lasts_;
    co_return fetched;
  }

  std::string get() { return testing::run(loop_, source_.get()).access_key_id; }
  /// Also waits until what goes on by itself is done.
  std::string get_and_settle() {
    auto key = get();
    loop_.restart();
    loop_.run();
    return key;
  }
  std::string failure() {
    try {
      return "got " + get();
    } catch (const Problem& problem) {
      EXPECT_EQ(problem.status(), 503);
      return problem.what();
    }
  }

  AdjustableClock clock_;
  std::atomic<int> fetches_{0};
  std::shared_ptr<Gate> held_;
  std::optional<milliseconds> lasts_ = hours{1};
  bool outlast_ = false;
  bool stuck_ = false;  ///< the first key is given again and again
  std::string failure_;
  RefreshingCredentials source_{[this] { return fetch(); }, clock_};
  asio::io_context loop_{1};
};

TEST_F(RefreshingCredentialsTest, FetchesWhatLastsOnce) {
  lasts_.reset();
  EXPECT_EQ(get(), "key1");
  clock_.advance(hours{10'000});
  EXPECT_EQ(get(), "key1");
}

TEST_F(RefreshingCredentialsTest, RenewsEarlyWithoutHoldingCallersUp) {
  EXPECT_EQ(get(), "key1");
  clock_.advance(minutes{55} - milliseconds{1});
  EXPECT_EQ(get_and_settle(), "key1");
  EXPECT_EQ(fetches_, 1);
  clock_.advance(milliseconds{1});
  held_ = std::make_shared<Gate>();
  EXPECT_EQ(get(), "key1");
  EXPECT_EQ(get(), "key1");
  held_->open();
  loop_.restart();
  loop_.run();
  EXPECT_EQ(get(), "key2");
  EXPECT_EQ(fetches_, 2);
}

TEST_F(RefreshingCredentialsTest, WaitsForOthersWithLessThanAMinuteLeft) {
  EXPECT_EQ(get(), "key1");
  clock_.advance(minutes{59});
  EXPECT_EQ(get(), "key2");
}

TEST_F(RefreshingCredentialsTest, KeepsWhatLastsWhileTheyCannotBeRenewed) {
  EXPECT_EQ(get(), "key1");
  failure_ = "down";
  clock_.advance(minutes{55});
  EXPECT_EQ(get_and_settle(), "key1");
  EXPECT_EQ(fetches_, 2);
  clock_.advance(seconds{10} - milliseconds{1});
  EXPECT_EQ(get_and_settle(), "key1");
  EXPECT_EQ(fetches_, 2);
  clock_.advance(milliseconds{1});
  EXPECT_EQ(get_and_settle(), "key1");
  EXPECT_EQ(fetches_, 3);
  clock_.advance(minutes{4} + seconds{30});
  EXPECT_EQ(get(), "key1");
  EXPECT_EQ(fetches_, 4);
  clock_.advance(seconds{20});
  EXPECT_THAT(failure(), HasSubstr("down"));
  failure_.clear();
  clock_.advance(seconds{1});
  EXPECT_EQ(get(), "key6");
}

TEST_F(RefreshingCredentialsTest, RemembersAFailureForASecond) {
  failure_ = "down";
  EXPECT_EQ(failure(), "down");
  failure_ = "still down";
  EXPECT_EQ(failure(), "down");
  EXPECT_EQ(fetches_, 1);
  clock_.advance(seconds{1});
  EXPECT_EQ(failure(), "still down");
}

TEST_F(RefreshingCredentialsTest, ForgetsAFailureWhenTheClockIsSetBack) {
  failure_ = "down";
  EXPECT_EQ(failure(), "down");
  failure_.clear();
  clock_.advance(-hours{1});
  EXPECT_EQ(get(), "key2");
}

TEST_F(RefreshingCredentialsTest, FetchesAnewWhatIsRefused) {
  lasts_.reset();
  const auto first = testing::run(loop_, source_.get());
  source_.forget(first);
  EXPECT_EQ(get(), "key2");
  source_.forget(first);  // somebody else's refusal of what is gone already
  EXPECT_EQ(get(), "key2");
}

TEST_F(RefreshingCredentialsTest, AsksOnceInASecondWhereWhatIsRefusedIsGivenAgain) {
  stuck_ = true;
  const auto refused = testing::run(loop_, source_.get());
  for (int calls = 0; calls < 10; ++calls) {
    source_.forget(refused);
    EXPECT_EQ(get(), "key1");
  }
  EXPECT_EQ(fetches_, 2);
  clock_.advance(seconds{1});
  stuck_ = false;
  source_.forget(refused);
  EXPECT_EQ(get(), "key3");
}

TEST_F(RefreshingCredentialsTest, TakesWhatDoesNotLastLong) {
  lasts_ = minutes{3};
  EXPECT_EQ(get(), "key1");
  EXPECT_EQ(get_and_settle(), "key1");
  clock_.advance(seconds{10});
  EXPECT_EQ(get(), "key2");
}

TEST_F(RefreshingCredentialsTest, RefusesWhatHasExpired) {
  lasts_ = milliseconds{0};
  EXPECT_THAT(failure(), HasSubstr("expired already"));
}

TEST_F(RefreshingCredentialsTest, UsesExpiredOnesThatAreStillTaken) {
  outlast_ = true;
  lasts_ = -hours{1};
  EXPECT_EQ(get(), "key1");
  clock_.advance(minutes{5} - milliseconds{1});
  EXPECT_EQ(get_and_settle(), "key1");
  EXPECT_EQ(fetches_, 1);
  clock_.advance(milliseconds{1});
  held_ = std::make_shared<Gate>();
  EXPECT_EQ(get(), "key1");  // though they have expired, nobody waits for others
  held_->open();
  EXPECT_EQ(get_and_settle(), "key1");
  EXPECT_EQ(get(), "key2");
}

TEST_F(RefreshingCredentialsTest, KeepsWhatOutlastsItsExpiryWhileNoOthersCanBeHad) {
  outlast_ = true;
  EXPECT_EQ(get(), "key1");
  failure_ = "down";
  clock_.advance(hours{2});
  EXPECT_EQ(get_and_settle(), "key1");
  EXPECT_EQ(get_and_settle(), "key1");
  EXPECT_EQ(fetches_, 2);
  failure_.clear();
  clock_.advance(minutes{5});
  EXPECT_EQ(get(), "key3");
}

TEST_F(RefreshingCredentialsTest, ManyCallersShareOneFetch) {
  held_ = std::make_shared<Gate>();
  int served = 0;
  const auto ask = [&]() -> Task<void> {
    EXPECT_EQ((co_await source_.get()).access_key_id, "key1");
    ++served;
  };
  for (int caller = 0; caller < 100; ++caller) asio::co_spawn(loop_, ask(), asio::detached);
  loop_.poll();
  EXPECT_EQ(served, 0);
  held_->open();
  loop_.restart();
  loop_.run();
  EXPECT_EQ(served, 100);
  EXPECT_EQ(fetches_, 1);
}

TEST_F(RefreshingCredentialsTest, CallersShareAFailure) {
  failure_ = "down";
  std::vector<Task<Credentials>> tasks;
  for (int caller = 0; caller < 10; ++caller) tasks.push_back(source_.get());
  EXPECT_THROW(testing::run_all(loop_, std::move(tasks)), Problem);
  EXPECT_EQ(fetches_, 1);
}

TEST_F(RefreshingCredentialsTest, EachCallerResumesOnItsLoop) {
  held_ = std::make_shared<Gate>();
  std::atomic<int> asked{0};
  std::vector<std::jthread> threads;
  for (int caller = 0; caller < 4; ++caller) {
    threads.emplace_back([&] {
      asio::io_context loop{1};
      const auto home = std::this_thread::get_id();
      const auto ask = [&]() -> Task<bool> {
        // Nobody's loop ends before its own fetch, if it began one.
        if (++asked == 4) held_->open();
        const auto found = co_await source_.get();
        co_return found.access_key_id == "key1" && std::this_thread::get_id() == home;
      };
      EXPECT_TRUE(testing::run(loop, ask()));
    });
  }
  threads.clear();
  EXPECT_EQ(fetches_, 1);
}

TEST_F(RefreshingCredentialsTest, ACancelledCallerLeavesTheFetchToTheOthers) {
  held_ = std::make_shared<Gate>();
  asio::cancellation_signal cancel;
  std::exception_ptr ended;
  asio::co_spawn(loop_, source_.get(),
                 asio::bind_cancellation_slot(cancel.slot(),
                                              [&](std::exception_ptr error, const Credentials&) {
                                                ended = std::move(error);
                                              }));
  loop_.poll();
  std::string key;
  asio::co_spawn(
      loop_, [&]() -> Task<void> { key = (co_await source_.get()).access_key_id; }, asio::detached);
  loop_.poll();
  cancel.emit(asio::cancellation_type::terminal);
  loop_.poll();
  EXPECT_TRUE(ended);
  held_->open();
  loop_.run();
  EXPECT_EQ(key, "key1");
  EXPECT_EQ(fetches_, 1);
}

TEST_F(RefreshingCredentialsTest, AFetchThatGoesWithItsLoopIsBegunAnew) {
  held_ = std::make_shared<Gate>();
  {
    asio::io_context ending{1};
    asio::co_spawn(ending, source_.get(), asio::detached);
    ending.poll();
    EXPECT_EQ(fetches_, 1);
  }
  held_.reset();
  EXPECT_EQ(get(), "key2");
}

TEST_F(RefreshingCredentialsTest, AFetchMayOutliveTheSource) {
  auto source = std::make_unique<RefreshingCredentials>([this] { return fetch(); }, clock_);
  testing::run(loop_, source->get());
  clock_.advance(minutes{55});
  held_ = std::make_shared<Gate>();
  testing::run(loop_, source->get());
  EXPECT_EQ(fetches_, 2);
  source.reset();
  held_->open();
  loop_.restart();
  EXPECT_GT(loop_.run(), 0U);
}

}  // namespace
}  // namespace dailygrind::aws
