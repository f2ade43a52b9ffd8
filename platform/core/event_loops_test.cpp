#include "platform/core/event_loops.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <csignal>
#include <set>
#include <stdexcept>
#include <thread>

namespace dailygrind {
namespace {

TEST(EventLoops, HasAsManyLoopsAsAskedFor) {
  EXPECT_EQ(EventLoops{3}.contexts().size(), 3U);
  EXPECT_EQ(EventLoops{0}.contexts().size(), std::thread::hardware_concurrency());
  EventLoops loops{2};
  EXPECT_EQ(&loops.first(), loops.contexts().front());
}

TEST(EventLoops, RunsEachLoopOnAThreadOfItsOwn) {
  EventLoops loops{3};
  std::mutex mutex;
  std::set<std::thread::id> threads;
  for (auto* context : loops.contexts()) {
    boost::asio::post(*context, [&] {
      const std::lock_guard lock{mutex};
      threads.insert(std::this_thread::get_id());
      if (threads.size() == 3) loops.stop();
    });
  }
  loops.run();
  EXPECT_EQ(threads.size(), 3U);
  EXPECT_TRUE(threads.contains(std::this_thread::get_id()));
}

TEST(EventLoops, StopsAllAndThrowsWhatEscaped) {
  for (const std::size_t failing : {0U, 1U}) {
    EventLoops loops{2};
    boost::asio::post(*loops.contexts()[failing], [] { throw std::runtime_error{"a defect"}; });
    EXPECT_THROW(loops.run(), std::runtime_error);
  }
}

TEST(EventLoops, DrainsOnTheFirstSignalAndStopsOnTheSecond) {
  for (const int signal : {SIGTERM, SIGINT}) {
    EventLoops loops{1};
    int drained = 0;
    loops.on_signals(
        [&] {
          ++drained;
          std::raise(signal);
        },
        [] {});
    boost::asio::post(loops.first(), [signal] { std::raise(signal); });
    loops.run();
    EXPECT_EQ(drained, 1);
  }
}

TEST(EventLoops, ReloadsOnEveryHangUp) {
  EventLoops loops{1};
  int reloaded = 0;
  loops.on_signals([] {},
                   [&] {
                     if (++reloaded == 3) return loops.stop();
                     std::raise(SIGHUP);
                   });
  boost::asio::post(loops.first(), [] { std::raise(SIGHUP); });
  loops.run();
  EXPECT_EQ(reloaded, 3);
}

TEST(EventLoops, IgnoresBrokenPipes) {
  EventLoops loops{1};
  loops.on_signals([] {}, [] {});
  std::raise(SIGPIPE);
}

}  // namespace
}  // namespace dailygrind
