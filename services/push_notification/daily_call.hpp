#pragma once

#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/core/task.hpp"
#include "services/push_notification/job_runner.hpp"
#include "services/push_notification/repository.hpp"
#include "services/push_notification/settings.hpp"

namespace dailygrind::push {

/// Begins the jobs of the daily call: one for each place (time zone and time) and local day,
/// however many schedulers ask. Keeps nothing.
class DailyCall {
 public:
  /// All must outlive it.
  DailyCall(Repository& repository, JobRunner& jobs, const Clock& clock, Random& random,
            const Settings& settings)
      : repository_(repository), jobs_(jobs), clock_(clock), random_(random), settings_(settings) {}

  /// Begins what is due now and has not been begun, unless it is later than the setting allows or
  /// its local day is over. To be called once a minute: times of day are whole minutes.
  Task<> round();

 private:
  Task<> begin(const Place& place, std::int64_t day, Instant due);

  Repository& repository_;
  JobRunner& jobs_;
  const Clock& clock_;
  Random& random_;
  const Settings& settings_;
};

}  // namespace dailygrind::push
