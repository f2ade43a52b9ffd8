#pragma once

#include <set>
#include <string>
#include <utility>

#include "platform/bus/bell.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/core/task.hpp"
#include "services/push_notification/courier.hpp"
#include "services/push_notification/outgoing.hpp"
#include "services/push_notification/repository.hpp"
#include "services/push_notification/settings.hpp"

namespace dailygrind::push {

/// Carries out jobs: a durable queue of shards, each with a checkpoint behind its last page of
/// people. A shard that is left in the middle, whatever the reason, is gone on with at its
/// checkpoint: nobody is missed, and whoever was in flight may be told twice, with the same tag and
/// topic. Several runners may work on one store: leases keep them from working on the same shard.
class JobRunner {
 public:
  /// All must outlive it.
  JobRunner(Repository& repository, Courier& courier, Outgoing& outgoing, const Clock& clock,
            Random& random, const Settings& settings);

  /// Carries out everything that is recorded; returns how many shards it finished. What the store
  /// throws is thrown when all that could be done is done.
  Task<std::size_t> run_pending();
  /// Carries out one shard, where nobody has it, and begins nothing more of it from `until`
  /// on: what is left then is free for others. True where it is done.
  Task<bool> run_shard(JobId job, std::size_t shard, Instant until);
  /// The same as `run_pending` at the start, after each `wake` and now and then, until cancelled.
  /// Failures are logged.
  Task<> run();
  /// Cheap, never waits.
  void wake() { wanted_.ring(); }

 private:
  Repository& repository_;
  Courier& courier_;
  Outgoing& outgoing_;
  const Clock& clock_;
  const Settings& settings_;
  std::string token_;                                ///< names this runner in leases
  std::set<std::pair<JobId, std::size_t>> at_work_;  ///< of `run_shard`: a lease is the runner's
  bus::Bell wanted_;
};

}  // namespace dailygrind::push
