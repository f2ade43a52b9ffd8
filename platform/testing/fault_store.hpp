#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "platform/core/problem.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::testing {

/// A store that misbehaves on demand; else it is the store it wraps, which must outlive it.
/// Thread-safe. Calls of each kind are counted from 1, from the construction or the last `reset`.
class FaultStore final : public store::Store {
 public:
  enum class Call : std::uint8_t { get, batch_get, query, write };

  explicit FaultStore(store::Store& inner) : inner_(inner) {}

  /// The n-th call of that kind throws `problem` and does nothing.
  void fail(Call call, std::uint64_t n, Problem problem = Problem::unavailable("injected"));
  /// Every call of that kind fails from now on, until `reset`.
  void fail_always(Call call);
  /// The n-th write is done and then throws: the caller cannot know that it happened.
  void fail_after_write(std::uint64_t n);
  /// The n-th write does nothing and is refused.
  void refuse_write(std::uint64_t n, store::Refused refused = {});
  /// The n-th call of that kind first awaits `until`, then goes on: a delay, or another call that
  /// comes in between.
  void delay(Call call, std::uint64_t n, std::function<Task<void>()> until);
  /// Forgets all faults and counts.
  void reset();
  [[nodiscard]] std::uint64_t count(Call call) const;

  Task<store::ItemPtr> get(store::Key key) override;
  Task<std::vector<store::ItemPtr>> batch_get(std::vector<store::Key> keys) override;
  Task<store::Page> query(store::Query query) override;
  Task<store::WriteResult> write(std::vector<store::Write> writes) override;
  [[nodiscard]] store::Statistics statistics() const override { return inner_.statistics(); }

 private:
  struct Fault {
    std::optional<Problem> before;
    std::optional<Problem> after;
    std::optional<store::Refused> refused;
    std::function<Task<void>()> until;
  };
  struct Plan {
    std::uint64_t count = 0;
    bool always = false;
    std::map<std::uint64_t, Fault> faults;
  };

  /// Counts a call and does what is planned to come before it; returns the rest of the plan.
  Task<Fault> arrive(Call call);
  Fault& planned(Call call, std::uint64_t n) { return plans_[call].faults[n]; }

  store::Store& inner_;
  mutable std::mutex mutex_;
  std::map<Call, Plan> plans_;
};

}  // namespace dailygrind::testing
