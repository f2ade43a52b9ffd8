#include "platform/core/problem.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {

Task<PushJob> read_job(Push& push, const Call& /*call*/, JobId id) {
  auto job = co_await push.repository.progress(id);
  if (!job) throw Problem::not_found();
  co_return std::move(*job);
}

Task<Paged<PushJob>> list_jobs(Push& push, const Call& /*call*/, Page page) {
  auto ids = co_await push.repository.jobs(page);
  Paged<PushJob> jobs{{}, std::move(ids.next)};
  for (const auto& id : ids.items) {
    if (auto job = co_await push.repository.progress(id)) jobs.items.push_back(std::move(*job));
  }
  co_return jobs;
}

}  // namespace dailygrind::push
