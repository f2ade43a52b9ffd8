#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"

/// The bus port: topics fan out to queues, at least once and in any order, in the shape of SNS and
/// SQS standard queues. Consumers make themselves independent of duplicates and order by versions.
namespace dailygrind::bus {

/// The limit of SNS and SQS on one message, less what an adapter adds to it; held by every adapter.
inline constexpr std::size_t max_event_bytes = std::size_t{254} * 1024;

/// What is published. `id` is the outbox record's: the same event published twice keeps it.
struct Event {
  std::string id;            ///< UUIDv7
  std::string topic;         ///< where it is published, e.g. "user-events"
  std::string type;          ///< e.g. USER_CREATED; queues filter by it
  std::int64_t version = 0;  ///< grows per subject
  std::string data;          ///< a JSON object
  Instant occurred_at{};
  std::string traceparent;  ///< W3C; "" where there is none
};

/// One delivery of an event to one queue.
struct Delivery {
  Event event;
  std::string receipt;  ///< names this delivery; void once the event is delivered again
  int attempt = 1;  ///< how often the event has been received from this queue, this one included
};

struct Subscription {
  std::string topic;
  std::string queue;
  std::vector<std::string> types;  ///< only these; empty is all
};

/// Declared in one place for all programs, so that a queue collects events also while its consumer
/// has not been started yet.
using Topology = std::vector<Subscription>;

/// How a queue treats a delivery that is not acknowledged.
struct QueueSettings {
  std::chrono::milliseconds visibility{30'000};
  int max_attempts = 5;                          ///< then the dead-letter queue
  std::chrono::milliseconds first_backoff{200};  ///< doubled per attempt, with jitter
  std::chrono::milliseconds longest_backoff{60'000};
};

/// SQS counts approximately, takes what was rejected for in flight until it is due, and does not
/// tell the oldest (CloudWatch does).
struct QueueFigures {
  std::size_t waiting = 0;  ///< visible now or later, not in flight
  std::size_t in_flight = 0;
  std::size_t dead = 0;
  std::optional<Instant> oldest;  ///< of those waiting
};

/// Thread-safe; a call resumes on the executor of its caller, which runs on one thread or is a
/// strand. The event loops of callers must outlive the bus, whose threads hand results to them.
///
/// Errors: a backend that does not answer, a full disk or a broken file throws
/// Problem::unavailable. A queue that the topology does not name, or an event without id and topic
/// or above `max_event_bytes`, is a defect: std::logic_error.
class Bus {
 public:
  virtual ~Bus() = default;

  /// Durable when it returns, and on its way to every subscribed queue: there already, but on SNS.
  /// When it throws, some of the events may have been published: publish them again, with the same
  /// ids. A queue gets an event once however many of its subscriptions match; what nobody
  /// subscribes to is dropped.
  virtual Task<> publish(std::vector<Event> events) = 0;

  /// Up to `max` deliveries; waits up to `wait` for the first one (SQS in whole seconds, rounded
  /// up) and returns an empty list when none came. Adapters on this machine deliver oldest first,
  /// which means published first, redelivered events included; SQS only tries to. Waiting is
  /// measured in real time, visibility in application time, or in that of SQS. Cancellable; what it
  /// had received at that moment comes again after the visibility time-out. An event whose attempts
  /// are used up goes to the dead-letter queue instead of being delivered.
  virtual Task<std::vector<Delivery>> receive(std::string queue, std::size_t max,
                                              std::chrono::milliseconds wait) = 0;

  /// Done: it will not come again. A void receipt is ignored.
  virtual Task<> acknowledge(std::string queue, std::vector<std::string> receipts) = 0;

  /// Failed: it comes again after the back-off of its attempt, or goes to the dead-letter queue. A
  /// void receipt is ignored.
  virtual Task<> reject(std::string queue, std::string receipt, std::string reason) = 0;

  /// Not done yet: the visibility time-out of these deliveries begins anew. Void receipts are
  /// ignored.
  virtual Task<> extend(std::string queue, std::vector<std::string> receipts) = 0;
  [[nodiscard]] virtual std::chrono::milliseconds visibility() const = 0;

  virtual Task<QueueFigures> figures(std::string queue) = 0;
  [[nodiscard]] virtual std::vector<std::string> queues() const = 0;

  /// A dead letter with the reason of its last failure. The same event lies there once.
  struct DeadLetter {
    Event event;
    std::string reason;
    int attempts = 0;
    Instant died_at{};
  };
  /// In the order of event ids, which is that of time; after the id `after` ("" from the
  /// beginning).
  virtual Task<std::vector<DeadLetter>> dead_letters(std::string queue, std::string after,
                                                     std::size_t limit) = 0;
  /// Moves dead letters back (one event, or all where `event_id` is empty) with all their attempts
  /// before them; returns how many.
  virtual Task<std::size_t> replay(std::string queue, std::string event_id) = 0;
};

}  // namespace dailygrind::bus
