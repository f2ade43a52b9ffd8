#include "dailygrind/seed/event_delivery.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <stdexcept>

namespace dailygrind::seed {
namespace {

using std::chrono::milliseconds;

// So many events wait for one fsync.
constexpr std::size_t parallel = 200;
constexpr milliseconds recheck{20};

Task<> wait_until_empty(bus::Bus& bus, const std::string& queue) {
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  for (;;) {
    const auto figures = co_await bus.figures(queue);
    if (figures.dead > 0) throw std::runtime_error{"an event could not be handled; see the log"};
    if (figures.waiting + figures.in_flight == 0) co_return;
    timer.expires_after(recheck);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

/// Handles what is in one queue until it is empty. Never throws: whoever awaits it beside the
/// endless consumer would wait for ever.
Task<> handle_all(bus::Bus& bus, const Consumer& consumer, std::function<void()> handled,
                  std::exception_ptr& failure) {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto handle = [&consumer, &handled](const bus::Event& event) -> Task<> {
    co_await consumer.handle(event);
    handled();
  };
  const auto emptied = [&]() -> Task<> {
    try {
      co_await wait_until_empty(bus, consumer.queue);
    } catch (...) {
      failure = std::current_exception();
    }
  };
  co_await (emptied() || bus::consume(bus, consumer.queue, handle, parallel));
}

}  // namespace

Task<> deliver(bus::Bus& bus, bus::Outbox& outbox, std::vector<Consumer> consumers,
               std::function<void()> handled) {
  co_await outbox.drain();
  for (const auto& consumer : consumers) {
    std::exception_ptr failure;
    co_await handle_all(bus, consumer, handled, failure);
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace dailygrind::seed
