#include "platform/bus/outbox.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/this_coro.hpp>
#include <stdexcept>

#include "platform/bus/bell.hpp"
#include "platform/bus/retry.hpp"
#include "platform/bus/rules.hpp"

namespace dailygrind::bus {
namespace {

constexpr std::string_view table = "outbox";
constexpr std::size_t partitions = 8;
// All partitions together stay below the store's limit of writes in a transaction.
constexpr std::size_t page = store::max_transaction_writes / partitions;
constexpr milliseconds sweep{5000};
constexpr milliseconds recheck{1000};

store::Key key_of(const Event& event) {
  // The last digit of a UUIDv7 is random, so it spreads the records.
  const auto digit = static_cast<unsigned char>(event.id.back());
  return {std::string{table}, std::to_string(digit % partitions), event.id};
}

store::Item item_of(const Event& event) {
  store::Item item{key_of(event),
                   {{"topic", event.topic},
                    {"type", event.type},
                    {"version", event.version},
                    {"data", event.data},
                    {"occurredAt", std::int64_t{event.occurred_at.time_since_epoch().count()}}},
                   std::nullopt};
  if (!event.traceparent.empty()) item.attributes.set("traceparent", event.traceparent);
  return item;
}

Event event_of(const store::Item& item) {
  const auto& values = item.attributes;
  return {.id = item.key.sort,
          .topic = values.text("topic"),
          .type = values.text("type"),
          .version = values.number("version"),
          .data = values.text("data"),
          .occurred_at = Instant{milliseconds{values.number("occurredAt")}},
          .traceparent = values.text("traceparent")};
}

Task<std::vector<Event>> next_batch(store::Store& store) {
  std::vector<Event> events;
  for (std::size_t partition = 0; partition < partitions; ++partition) {
    store::Query query{.table = std::string{table}, .partition = std::to_string(partition)};
    query.limit = page;
    const auto found = co_await store.query(std::move(query));
    for (const auto& item : found.items) events.push_back(event_of(*item));
  }
  std::ranges::sort(events, {}, &Event::id);
  co_return events;
}

Task<> forget(store::Store& store, const std::vector<store::Key>& keys) {
  std::vector<store::Write> writes;
  writes.reserve(keys.size());
  for (const auto& key : keys) writes.emplace_back(store::Delete{key, {}});
  const auto result = co_await store.write(std::move(writes));
  if (!result) throw std::logic_error{"an unconditional delete was refused"};
}

}  // namespace

struct Outbox::State {
  store::Store& store;
  Bus& bus;
  const Clock& clock;
  Random& random;
  Bell wanted;
  std::atomic<bool> relaying{false};
  Bell idle;

  /// The right to relay; given up however the pass is left.
  class Pass {
   public:
    explicit Pass(State& state) : state_(state) {}
    ~Pass() {
      state_.relaying = false;
      state_.idle.ring();
    }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;

   private:
    State& state_;
  };

  Task<> take_turn() {
    Bell::Listener listener{idle, co_await boost::asio::this_coro::executor};
    while (relaying.exchange(true)) co_await listener.wait(recheck);
  }

  Task<std::size_t> relay_batch() {
    auto events = co_await next_batch(store);
    if (events.empty()) co_return 0;
    std::vector<store::Key> keys;
    keys.reserve(events.size());
    for (const auto& event : events) keys.push_back(key_of(event));
    co_await bus.publish(std::move(events));
    co_await forget(store, keys);
    co_return keys.size();
  }

  Task<> relay_all(std::size_t& published) {
    co_await take_turn();
    const Pass pass{*this};
    while (const auto count = co_await relay_batch()) published += count;
  }
};

Outbox::Outbox(store::Store& store, Bus& bus, const Clock& clock, Random& random)
    : state_(std::make_shared<State>(store, bus, clock, random)) {}

store::Write Outbox::record(std::string topic, std::string type, std::int64_t version,
                            std::string data, std::string traceparent) {
  const auto now = state_->clock.now();
  const Event event{.id = uuid_v7(now, state_->random),
                    .topic = std::move(topic),
                    .type = std::move(type),
                    .version = version,
                    .data = std::move(data),
                    .occurred_at = now,
                    .traceparent = std::move(traceparent)};
  check_events({&event, 1});
  return store::Put{item_of(event), {}};
}

void Outbox::wake() { state_->wanted.ring(); }

Task<std::size_t> Outbox::drain() {
  const auto state = state_;
  std::size_t published = 0;
  co_await state->relay_all(published);
  co_return published;
}

Task<> Outbox::run() {
  const auto state = state_;
  Bell::Listener listener{state->wanted, co_await boost::asio::this_coro::executor};
  Retry retry;
  for (;;) {
    std::size_t published = 0;
    const auto failure = co_await failure_of(state->relay_all(published));
    if (failure) {
      co_await retry.pause("the outbox cannot be relayed", *failure);
    } else {
      retry.succeeded();
      co_await listener.wait(sweep);
    }
  }
}

}  // namespace dailygrind::bus
