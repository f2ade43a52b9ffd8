#include "platform/bus/sns_sqs_bus.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include "platform/bus/batch_retry.hpp"
#include "platform/bus/rules.hpp"
#include "platform/bus/sns_sqs_names.hpp"
#include "platform/bus/sns_topic.hpp"
#include "platform/bus/sqs_dead_letters.hpp"
#include "platform/bus/sqs_queue.hpp"
#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::bus {
namespace {

using std::chrono::ceil;
using std::chrono::seconds;
using std::chrono::steady_clock;

/// Events on their last attempt, by their receipts: if they are rejected they go to the dead-letter
/// queue, with a reason that SQS could not keep. Thread-safe.
class LastAttempts {
 public:
  void add(const Delivery& delivery) {
    const std::lock_guard lock{mutex_};
    // Those that nobody answers are dropped: SQS moves them, without a reason.
    if (events_.size() >= most) events_.erase(events_.begin());
    events_.insert_or_assign(delivery.receipt, delivery.event);
  }
  std::optional<Event> take(const std::string& receipt) {
    const std::lock_guard lock{mutex_};
    const auto node = events_.extract(receipt);
    if (node.empty()) return std::nullopt;
    return std::move(node.mapped());
  }

 private:
  static constexpr std::size_t most = 1'000;
  std::mutex mutex_;
  std::map<std::string, Event> events_;
};

/// `<attempt>.<receipt handle of SQS>`
std::string receipt_text(int attempt, const std::string& handle) {
  return std::to_string(attempt) + "." + handle;
}
std::string handle_in(const std::string& receipt) {
  const auto dot = receipt.find('.');
  return dot == std::string::npos ? "" : receipt.substr(dot + 1);
}
int attempt_in(const std::string& receipt) { return std::atoi(receipt.c_str()); }

std::vector<std::string> handles_in(const std::vector<std::string>& receipts) {
  std::vector<std::string> handles;
  for (const auto& receipt : receipts) handles.push_back(handle_in(receipt));
  return handles;
}

/// Takes the events of a topic out of `events`, in their order.
std::vector<Event> take_topic(std::vector<Event>& events, std::string_view topic) {
  std::vector<Event> taken;
  std::vector<Event> others;
  for (auto& event : events) {
    (event.topic == topic ? taken : others).push_back(std::move(event));
  }
  events = std::move(others);
  return taken;
}

class SnsSqsBus final : public Bus {
 public:
  SnsSqsBus(SnsSqsClients clients, const Clock& clock, Random& random, SnsSqsSettings settings)
      : sns_(clients.sns),
        clock_(clock),
        random_(random),
        settings_(std::move(settings)),
        routes_(settings_.topology) {
    for (const auto& name : routes_.queues()) {
      queues_.try_emplace(name, clients.sqs, random_, settings_, name);
    }
  }

  Task<> publish(std::vector<Event> events) override {
    check_events(events);
    // Where nobody subscribes to anything of a topic, there is no topic.
    std::erase_if(events, [this](const Event& event) { return !routes_.knows(event.topic); });
    while (!events.empty()) {
      auto topic = events.front().topic;
      auto some = take_topic(events, topic);
      co_await sns::publish(sns_, random_, settings_, std::move(topic), std::move(some));
    }
  }

  Task<std::vector<Delivery>> receive(std::string queue, std::size_t max,
                                      milliseconds wait) override {
    auto& from = of(queue);
    std::vector<Delivery> deliveries;
    const auto end = steady_clock::now() + wait;
    for (;;) {
      const auto left =
          std::max(milliseconds::zero(), ceil<milliseconds>(end - steady_clock::now()));
      bool full = false;
      try {
        full = co_await receive_some(from, max, ceil<seconds>(left), deliveries);
      } catch (const Problem&) {
        // What has come is delivered; who asks again meets the error.
        if (deliveries.empty()) throw;
      }
      if (deliveries.size() >= max || (!full && !deliveries.empty())) break;
      if (!full && steady_clock::now() >= end) break;
    }
    co_return deliveries;
  }

  Task<> acknowledge(std::string queue, std::vector<std::string> receipts) override {
    auto& from = of(queue);
    for (const auto& receipt : receipts) last_attempts_.take(receipt);
    co_await from.queue.remove(handles_in(receipts));
  }

  Task<> reject(std::string queue, std::string receipt, std::string reason) override {
    auto& from = of(queue);
    if (auto event = last_attempts_.take(receipt)) {
      co_await bury(from, receipt, std::move(*event), std::move(reason));
      co_return;
    }
    const auto pause = backoff(settings_.queues, attempt_in(receipt), random_);
    std::vector<std::string> handles{handle_in(receipt)};
    co_await from.queue.set_visibility(std::move(handles), ceil<seconds>(pause));
  }

  Task<> extend(std::string queue, std::vector<std::string> receipts) override {
    co_await of(queue).queue.set_visibility(handles_in(receipts), visible_again());
  }

  [[nodiscard]] milliseconds visibility() const override { return visible_again(); }

  Task<QueueFigures> figures(std::string queue) override {
    auto& from = of(queue);
    const auto alive = co_await from.queue.counts();
    const auto dead = co_await from.dead.counts();
    co_return QueueFigures{.waiting = alive.visible + alive.delayed,
                           .in_flight = alive.in_flight,
                           .dead = dead.visible + dead.delayed + dead.in_flight};
  }

  [[nodiscard]] std::vector<std::string> queues() const override { return routes_.queues(); }

  Task<std::vector<DeadLetter>> dead_letters(std::string queue, std::string after,
                                             std::size_t limit) override {
    co_return co_await of(queue).letters.list(std::move(after), limit);
  }

  Task<std::size_t> replay(std::string queue, std::string event_id) override {
    co_return co_await of(queue).letters.replay(std::move(event_id));
  }

 private:
  struct Queues {
    Queues(aws::Client& sqs, Random& random, const SnsSqsSettings& settings,
           const std::string& name)
        : queue(sqs, random, settings, name),
          dead(sqs, random, settings, aws_names::dead_letter_queue(name)),
          letters(queue, dead, settings.queues) {}

    sqs::Queue queue;
    sqs::Queue dead;
    sqs::DeadLetters letters;
  };

  Queues& of(const std::string& queue) {
    routes_.require(queue);
    return queues_.at(queue);
  }

  [[nodiscard]] seconds visible_again() const { return ceil<seconds>(settings_.queues.visibility); }

  /// Whether SQS gave as many as were asked for, so that there may be more.
  Task<bool> receive_some(Queues& from, std::size_t max, seconds wait,
                          std::vector<Delivery>& deliveries) {
    const auto asked = std::min(max - deliveries.size(), sqs::most_entries);
    auto messages =
        co_await from.queue.receive(asked, deliveries.empty() ? wait : seconds{0}, visible_again());
    for (auto& message : messages) {
      try {
        auto delivery = co_await delivery_of(from, std::move(message));
        if (delivery) deliveries.push_back(std::move(*delivery));
      } catch (const Problem& problem) {
        log::warning("an event could not be moved to the dead letters",
                     {{"cause", std::string_view{problem.what()}}});
      }
    }
    co_return messages.size() == asked;
  }

  /// Nothing where it is no event, or has used up its attempts.
  Task<std::optional<Delivery>> delivery_of(Queues& from, sqs::ReceivedMessage message) {
    if (!message.event) {
      // It comes again, until SQS moves it to the dead-letter queue.
      log::warning("a queue holds a message that is no event of ours", {});
      co_return std::nullopt;
    }
    Delivery delivery{.event = std::move(*message.event),
                      .receipt = receipt_text(message.received, message.receipt),
                      .attempt = message.received};
    if (delivery.attempt > settings_.queues.max_attempts) {
      delivery.attempt = settings_.queues.max_attempts;
      co_await bury(from, delivery.receipt, std::move(delivery.event), unanswered());
      co_return std::nullopt;
    }
    if (delivery.attempt == settings_.queues.max_attempts) last_attempts_.add(delivery);
    co_return delivery;
  }

  Task<> bury(Queues& from, std::string receipt, Event event, std::string reason) {
    // In this order: what fails between them is there twice, and not lost.
    co_await from.letters.add({.event = std::move(event),
                               .reason = std::move(reason),
                               .attempts = settings_.queues.max_attempts,
                               .died_at = clock_.now()});
    std::vector<std::string> handles{handle_in(receipt)};
    co_await from.queue.remove(std::move(handles));
  }

  aws::Client& sns_;
  const Clock& clock_;
  Random& random_;
  const SnsSqsSettings settings_;
  const Routes routes_;
  std::map<std::string, Queues> queues_;
  LastAttempts last_attempts_;
};

}  // namespace

std::unique_ptr<Bus> make_sns_sqs_bus(SnsSqsClients clients, const Clock& clock, Random& random,
                                      SnsSqsSettings settings) {
  return std::make_unique<SnsSqsBus>(clients, clock, random, std::move(settings));
}

}  // namespace dailygrind::bus
