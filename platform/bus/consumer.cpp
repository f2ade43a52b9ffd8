#include "platform/bus/consumer.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <exception>
#include <map>

#include "platform/bus/bell.hpp"
#include "platform/bus/retry.hpp"
#include "platform/core/log.hpp"

namespace dailygrind::bus {
namespace {

namespace asio = boost::asio;

constexpr milliseconds longest_receive{20'000};
constexpr milliseconds recheck{1000};
constexpr std::size_t drain_batch = 10;
/// In visibility time-outs: how often a delivery is extended, and for how long.
constexpr int pulses_each = 3;
constexpr int patience = 10;

struct Consumer {
  Consumer(Bus& from, std::string name, EventHandler with, const asio::any_io_executor& executor,
           ConsumerCounters counting = {})
      : bus(from),
        queue(std::move(name)),
        handler(std::move(with)),
        counters(counting),
        pulse(executor) {}

  Bus& bus;
  std::string queue;
  EventHandler handler;
  ConsumerCounters counters;
  std::size_t running = 0;
  Bell finished;
  std::map<std::string, int> in_flight;  ///< receipts, with the pulses that each has seen
  asio::steady_timer pulse;
  bool extending = false;
  bool over = false;
};

void count(metrics::Counter* counter) {
  if (counter != nullptr) counter->add();
}

void log_failure(const std::string& queue, const Delivery& delivery, std::string_view reason) {
  log::warning("an event could not be handled", {{"queue", queue},
                                                 {"event", delivery.event.id},
                                                 {"type", delivery.event.type},
                                                 {"attempt", std::int64_t{delivery.attempt}},
                                                 {"reason", reason},
                                                 {"traceparent", delivery.event.traceparent}});
}

/// What a request caused is logged, so that it can be followed from service to service.
void log_success(const std::string& queue, const Event& event) {
  if (event.traceparent.empty()) return;
  log::info("event", {{"queue", queue},
                      {"event", event.id},
                      {"type", event.type},
                      {"traceparent", event.traceparent}});
}

Task<std::optional<std::string>> refusal(const EventHandler& handler, const Event& event) {
  try {
    co_await handler(event);
    co_return std::nullopt;
  } catch (const std::exception& error) {
    co_return error.what();
  } catch (...) {
    co_return "the handler threw something that is no exception";
  }
}

Task<bool> handle(Consumer& consumer, const Delivery& delivery) {
  consumer.in_flight.emplace(delivery.receipt, 0);
  const auto reason = co_await refusal(consumer.handler, delivery.event);
  consumer.in_flight.erase(delivery.receipt);
  if (reason) {
    count(consumer.counters.failed);
    log_failure(consumer.queue, delivery, *reason);
    co_await consumer.bus.reject(consumer.queue, delivery.receipt, *reason);
  } else {
    count(consumer.counters.handled);
    log_success(consumer.queue, delivery.event);
    co_await consumer.bus.acknowledge(consumer.queue, {delivery.receipt});
  }
  co_return !reason;
}

Task<> handle_in_background(std::shared_ptr<Consumer> consumer, Delivery delivery) {
  try {
    co_await handle(*consumer, delivery);
  } catch (const std::exception& error) {
    // The delivery comes again after its visibility time-out.
    log::warning(
        "a delivery could not be settled",
        {{"queue", consumer->queue}, {"event", delivery.event.id}, {"cause", error.what()}});
  }
  --consumer->running;
  consumer->finished.ring();
}

void start(const std::shared_ptr<Consumer>& consumer, std::vector<Delivery> deliveries,
           const asio::any_io_executor& executor) {
  for (auto& delivery : deliveries) {
    ++consumer->running;
    asio::co_spawn(executor, handle_in_background(consumer, std::move(delivery)), asio::detached);
  }
}

/// The deliveries that were there at the last pulse, too; new ones have their whole time-out.
std::vector<std::string> to_extend(Consumer& consumer) {
  std::vector<std::string> receipts;
  for (auto& [receipt, pulses] : consumer.in_flight) {
    if (pulses++ > 0 && pulses <= pulses_each * patience) receipts.push_back(receipt);
  }
  return receipts;
}

Task<> extend(Consumer& consumer, std::vector<std::string> receipts) {
  try {
    co_await consumer.bus.extend(consumer.queue, std::move(receipts));
  } catch (const std::exception& error) {
    log::warning("deliveries could not be extended",
                 {{"queue", consumer.queue}, {"cause", error.what()}});
  }
}

/// Until the consumer is over.
Task<> extend_deliveries(std::shared_ptr<Consumer> consumer) {
  while (!consumer->over) {
    consumer->pulse.expires_after(consumer->bus.visibility() / pulses_each);
    co_await consumer->pulse.async_wait(asio::as_tuple(asio::use_awaitable));
    auto receipts = to_extend(*consumer);
    if (!receipts.empty()) co_await extend(*consumer, std::move(receipts));
  }
  consumer->extending = false;
  consumer->finished.ring();
}

void start_extending(const std::shared_ptr<Consumer>& consumer) {
  consumer->extending = true;
  asio::co_spawn(consumer->pulse.get_executor(), extend_deliveries(consumer), asio::detached);
}

Task<> receive_into(std::vector<Delivery>& deliveries, Consumer& consumer, std::size_t max) {
  deliveries = co_await consumer.bus.receive(consumer.queue, max, longest_receive);
}

Task<> feed(const std::shared_ptr<Consumer>& consumer, std::size_t parallel) {
  const auto executor = co_await asio::this_coro::executor;
  Bell::Listener listener{consumer->finished, executor};
  Retry retry;
  for (;;) {
    while (consumer->running >= parallel) co_await listener.wait(recheck);
    std::vector<Delivery> deliveries;
    const auto failure =
        co_await failure_of(receive_into(deliveries, *consumer, parallel - consumer->running));
    if (failure) {
      co_await retry.pause("a queue cannot be read", *failure);
    } else {
      retry.succeeded();
      start(consumer, std::move(deliveries), executor);
    }
  }
}

Task<> finish(Consumer& consumer) {
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  Bell::Listener listener{consumer.finished, co_await asio::this_coro::executor};
  while (consumer.running > 0) co_await listener.wait(recheck);
  consumer.over = true;
  consumer.pulse.cancel();
  while (consumer.extending) co_await listener.wait(recheck);
}

}  // namespace

Task<> consume(Bus& bus, std::string queue, EventHandler handler, std::size_t parallel,
               ConsumerCounters counters) {
  const auto consumer = std::make_shared<Consumer>(bus, std::move(queue), std::move(handler),
                                                   co_await asio::this_coro::executor, counters);
  start_extending(consumer);
  std::exception_ptr defect;
  try {
    co_await feed(consumer, std::max<std::size_t>(parallel, 1));
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) defect = std::current_exception();
  } catch (...) {
    defect = std::current_exception();
  }
  co_await finish(*consumer);
  if (defect) std::rethrow_exception(defect);
}

Task<std::size_t> consume_waiting(Bus& bus, std::string queue, EventHandler handler) {
  Consumer consumer{bus, std::move(queue), std::move(handler), co_await asio::this_coro::executor};
  std::size_t succeeded = 0;
  for (;;) {
    const auto deliveries = co_await bus.receive(consumer.queue, drain_batch, milliseconds::zero());
    if (deliveries.empty()) co_return succeeded;
    for (const auto& delivery : deliveries) {
      if (co_await handle(consumer, delivery)) ++succeeded;
    }
  }
}

}  // namespace dailygrind::bus
