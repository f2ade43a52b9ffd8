#include "dailygrind/seed/event_delivery.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <stdexcept>

#include "platform/bus/consumer.hpp"
#include "services/events.hpp"
#include "services/post/on_user_event.hpp"

namespace dailygrind::seed {
namespace {

using std::chrono::milliseconds;

// So many events wait for one fsync.
constexpr std::size_t parallel = 200;
constexpr milliseconds recheck{20};

Task<> wait_until_empty(bus::Bus& bus) {
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  for (;;) {
    const auto figures = co_await bus.figures(events::post_service_queue);
    if (figures.dead > 0) throw std::runtime_error{"an event could not be handled; see the log"};
    if (figures.waiting + figures.in_flight == 0) co_return;
    timer.expires_after(recheck);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

/// Never throws: whoever awaits it beside the endless consumer would wait for ever.
Task<> relay(bus::Bus& bus, bus::Outbox& outbox, std::exception_ptr& failure) {
  try {
    co_await outbox.drain();
    co_await wait_until_empty(bus);
  } catch (...) {
    failure = std::current_exception();
  }
}

}  // namespace

Task<> deliver(bus::Bus& bus, bus::Outbox& outbox, post::Posts& posts,
               std::function<void()> handled) {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto handle = [&posts, &handled](const bus::Event& event) -> Task<> {
    co_await post::on_user_event(posts, event);
    handled();
  };
  std::exception_ptr failure;
  co_await (relay(bus, outbox, failure) ||
            bus::consume(bus, events::post_service_queue, handle, parallel));
  if (failure) std::rethrow_exception(failure);
}

}  // namespace dailygrind::seed
