#pragma once

#include <memory>
#include <string>

#include "platform/bus/bus.hpp"
#include "platform/core/ids.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::bus {

/// The transactional outbox: an event is written in the store transaction of the change it tells
/// of, and relayed to the bus afterwards, at least once, also after a crash in between.
/// Thread-safe.
class Outbox {
 public:
  /// Records lie in the table "outbox" of `store`, spread over 8 partitions. All references must
  /// outlive the outbox.
  Outbox(store::Store& store, Bus& bus, const Clock& clock, Random& random);

  /// The write to add to the transaction; call `wake` after the transaction has committed.
  /// `data` is a JSON object. std::logic_error where the bus would not take the event.
  [[nodiscard]] store::Write record(std::string topic, std::string type, std::int64_t version,
                                    std::string data, std::string traceparent = {});
  /// Tells the relay that there is something to do; cheap, never waits.
  void wake();

  /// Relays until cancelled (which throws operation_aborted): at once after a wake, and everything
  /// left over at the start and every few seconds. A failure is logged and retried with back-off.
  Task<> run();
  /// Relays what is there now; returns how many events it published. For tests and draining.
  /// Passes of one outbox exclude each other; a failure is thrown. An event that was published and
  /// not yet removed when the pass failed is published again, with the same id.
  Task<std::size_t> drain();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace dailygrind::bus
