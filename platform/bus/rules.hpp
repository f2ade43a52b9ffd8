#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/bus/bus.hpp"
#include "platform/core/random.hpp"

/// What every adapter of the bus does alike.
namespace dailygrind::bus {

/// The topology, ready for look-up. Immutable, so thread-safe.
class Routes {
 public:
  explicit Routes(Topology topology);

  /// Every queue once, in the order of declaration.
  [[nodiscard]] const std::vector<std::string>& queues() const { return queues_; }
  /// The queues that get the event, each once.
  [[nodiscard]] std::vector<std::string> targets(const Event& event) const;
  /// Whether a subscription names the topic.
  [[nodiscard]] bool knows(std::string_view topic) const;
  /// std::logic_error where no subscription names the queue.
  void require(std::string_view queue) const;

 private:
  Topology topology_;
  std::vector<std::string> queues_;
};

/// std::logic_error where an event has no id, no topic or more than `max_event_bytes`.
void check_events(std::span<const Event> events);

/// How long an event waits after its `attempt`-th delivery failed: `first_backoff` doubled per
/// attempt, at most `longest_backoff`, of which the upper half is drawn at random.
milliseconds backoff(const QueueSettings& settings, int attempt, Random& random);

/// The furthest that a delivery or a back-off can lie ahead. What lies further was put there by a
/// clock that has been moved back since, and is due.
milliseconds longest_delay(const QueueSettings& settings);

/// The reason of a dead letter whose deliveries were never answered.
std::string unanswered();

/// A receipt names the event's place in the queue, which is never used twice, and the attempt, so a
/// later delivery makes it void.
struct Receipt {
  std::int64_t place = 0;
  int attempt = 0;

  [[nodiscard]] std::string text() const;
  static std::optional<Receipt> parse(std::string_view text);
  /// Those of `texts` that are receipts.
  static std::vector<Receipt> parse_all(std::span<const std::string> texts);
};

}  // namespace dailygrind::bus
