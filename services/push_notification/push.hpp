#pragma once

#include <string>
#include <vector>

#include "platform/api/idempotency.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/store/store.hpp"
#include "platform/webpush/sender.hpp"
#include "services/push_notification/daily_call.hpp"
#include "services/push_notification/figures.hpp"
#include "services/push_notification/job_runner.hpp"
#include "services/push_notification/outgoing.hpp"
#include "services/push_notification/repository.hpp"
#include "services/push_notification/settings.hpp"

namespace dailygrind::push {

/// The push notification service: what its verbs and its event handler work on. Thread-safe as its
/// parts are; the daily call, the jobs and what is outgoing run on one executor.
struct Push {
  /// All must outlive it. The store has the tables of `tables()`.
  Push(store::Store& store, webpush::Sender& sender, const Clock& time, Random& chance,
       metrics::Registry& registry, Settings given)
      : settings(std::move(given)),
        clock(time),
        random(chance),
        figures(registry),
        repository(store, time),
        idempotency(store, time),
        courier(sender, figures, time),
        outgoing(repository, courier, time, chance, settings),
        jobs(repository, courier, outgoing, time, chance, settings),
        daily_call(repository, jobs, time, chance, settings) {}

  Settings settings;
  const Clock& clock;
  Random& random;
  Figures figures;
  Repository repository;
  api::Idempotency idempotency;
  Courier courier;
  Outgoing outgoing;
  JobRunner jobs;
  DailyCall daily_call;
};

/// The tables that the service needs.
std::vector<std::string> tables();

/// Problem 401 for somebody whose account was deleted or disabled; the gate asks before each call.
Task<> admit(Push& push, const UserId& person);

}  // namespace dailygrind::push
