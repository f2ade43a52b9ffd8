#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "platform/bus/long_poll.hpp"
#include "platform/bus/rules.hpp"
#include "platform/sqlite/connection.hpp"

namespace dailygrind::bus {

/// The queues in the tables of one file. Used by one thread, within a transaction that the caller
/// begins and ends. Throws sqlite::Error. All references must outlive it.
class SqliteQueues {
 public:
  SqliteQueues(sqlite::Connection& connection, const QueueSettings& settings, const Clock& clock,
               Random& random);

  void add(const std::string& queue, const Event& event);
  Look look(const std::string& queue, std::size_t max);
  void acknowledge(const std::string& queue, const Receipt& receipt);
  void extend(const std::string& queue, const Receipt& receipt);
  void reject(const std::string& queue, const Receipt& receipt, const std::string& reason);
  QueueFigures figures(const std::string& queue);
  std::vector<Bus::DeadLetter> dead_letters(const std::string& queue, const std::string& after,
                                            std::size_t limit);
  std::size_t replay(const std::string& queue, const std::string& event_id);

  /// The queues whose receivers may have something to do since the last call.
  std::set<std::string> take_changed() { return std::exchange(changed_, {}); }

 private:
  struct Statements;

  [[nodiscard]] std::int64_t now() const { return clock_.now().time_since_epoch().count(); }
  void promote(const std::string& queue);
  std::vector<Delivery> take(const std::string& queue, std::size_t max);
  std::optional<milliseconds> next(const std::string& queue);
  void bury(const std::string& queue, const Receipt& receipt, const std::string& reason);

  const QueueSettings& settings_;
  const Clock& clock_;
  Random& random_;
  std::shared_ptr<Statements> statements_;
  std::set<std::string> changed_;
};

}  // namespace dailygrind::bus
