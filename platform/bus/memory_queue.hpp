#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "platform/bus/bell.hpp"
#include "platform/bus/long_poll.hpp"
#include "platform/bus/rules.hpp"

namespace dailygrind::bus {

/// One queue of the memory adapter. Thread-safe; `settings`, `clock` and `random` must outlive it.
class MemoryQueue {
 public:
  MemoryQueue(const QueueSettings& settings, const Clock& clock, Random& random)
      : settings_(settings), clock_(clock), random_(random) {}

  void add(Event event);
  Look look(std::size_t max);
  void acknowledge(const Receipt& receipt);
  void extend(const Receipt& receipt);
  void reject(const Receipt& receipt, std::string reason);
  QueueFigures figures();
  std::vector<Bus::DeadLetter> dead_letters(const std::string& after, std::size_t limit);
  std::size_t replay(const std::string& event_id);
  [[nodiscard]] Bell& bell() { return bell_; }

 private:
  enum class Stage : std::uint8_t { ready, delayed, in_flight };
  struct Entry {
    Event event;
    int attempts = 0;
    Stage stage = Stage::ready;
    Instant due{};
  };
  using Entries = std::map<std::int64_t, Entry>;

  void append(Event event);
  void move(Entries::iterator at, Stage stage, Instant due);
  [[nodiscard]] std::vector<std::int64_t> due_places() const;
  void promote();
  Entries::iterator in_flight(const Receipt& receipt);
  void bury(Entries::iterator at, std::string reason);

  const QueueSettings& settings_;
  const Clock& clock_;
  Random& random_;
  Bell bell_;
  std::mutex mutex_;
  std::int64_t last_place_ = 0;
  Entries entries_;
  std::set<std::int64_t> ready_;
  std::set<std::pair<Instant, std::int64_t>> later_;  // delayed and in flight, by due time
  std::map<std::string, Bus::DeadLetter> dead_;
};

}  // namespace dailygrind::bus
