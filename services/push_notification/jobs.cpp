#include "platform/core/time_zone.hpp"
#include "platform/describe/attributes.hpp"
#include "services/push_notification/lateness.hpp"
#include "services/push_notification/repository.hpp"
#include "services/push_notification/service_counts.hpp"

namespace dailygrind::push {
namespace {

using store::Put;

/// How long operators can look at a job.
constexpr std::chrono::days kept{30};

void add(PushJob& job, const ShardRecord& shard) {
  job.queued += shard.queued;
  job.sent += shard.sent;
  job.gone += shard.gone;
  job.throttled += shard.throttled;
  job.failed += shard.failed;
  merge(job.services, shard.services);
}

/// What became of the messages that had to be tried again.
void add_later(PushJob& job, const store::Attributes& later) {
  const auto counts = from_counters(later);
  for (const auto& count : counts) {
    job.sent += count.sent;
    job.gone += count.gone;
    job.throttled += count.throttled;
    job.failed += count.failed;
  }
  merge(job.services, counts);
}

void describe_job(const JobRecord& record, PushJob& job) {
  job.kind = record.kind;
  job.title = record.title;
  job.timestamp = format_timestamp(instant_of(record.due));
  if (const auto at = daily_time(record.place)) {
    job.title = record.place.substr(record.place.find('#') + 1) + " " + at->zone;
  }
}

/// What the items of a job add up to.
PushJob sum_of(const JobId& id, const std::vector<store::ItemPtr>& items) {
  PushJob job{.job_id = id};
  Lateness lateness;
  std::size_t done = 0;
  bool begun = false;
  bool open = false;
  for (const auto& item : items) {
    if (item->key.sort == "job") {
      describe_job(describe::from_attributes<JobRecord>(item->attributes), job);
    } else if (item->key.sort == "later") {
      add_later(job, item->attributes);
      lateness.add_counters(item->attributes);
      open = item->attributes.number("open") > 0;
    } else {
      const auto shard = describe::from_attributes<ShardRecord>(item->attributes);
      add(job, shard);
      lateness.add(Lateness{shard.lateness});
      done += shard.done ? 1 : 0;
      begun = begun || !shard.owner.empty();
    }
  }
  if (begun) job.state = done == shards && !open ? JobState::done : JobState::running;
  job.lateness_p50 = lateness.percentile(0.5);
  job.lateness_p99 = lateness.percentile(0.99);
  return job;
}

}  // namespace

Task<bool> Repository::add_job(const JobId& id, const JobRecord& job, Writes with) {
  const auto expires = clock_.now() + kept;
  auto writes = std::move(with);
  const std::size_t demands = writes.size();
  writes.emplace_back(Put{{job_key(id), describe::to_attributes(job), expires}, {}});
  writes.emplace_back(Put{{listed_key(id), {}, expires}, {}});
  writes.emplace_back(Put{{later_key(id), {}, expires}, {}});
  for (std::size_t shard = 0; shard < shards; ++shard) {
    const ShardRecord record{.place = job.place};
    writes.emplace_back(Put{{shard_key(id, shard), describe::to_attributes(record), expires}, {}});
    writes.emplace_back(Put{{work_key(id, shard),
                             {{"job", id.str()}, {"shard", static_cast<std::int64_t>(shard)}},
                             expires},
                            {}});
  }
  const auto result = co_await store_.write(std::move(writes));
  if (!result && result.error().index >= demands) throw std::logic_error{"a job was refused"};
  co_return result.has_value();
}

Task<std::optional<JobRecord>> Repository::job(const JobId& id) {
  const auto item = co_await store_.get(job_key(id));
  if (!item) co_return std::nullopt;
  co_return describe::from_attributes<JobRecord>(item->attributes);
}

Task<std::vector<Work>> Repository::work() {
  std::vector<Work> all;
  store::Query query{.table = push_table, .partition = work_partition, .limit = 1000};
  for (bool more = true; more;) {
    const auto page = co_await store_.query(query);
    for (const auto& item : page.items) {
      const auto& stored = item->attributes;
      all.push_back({.job = JobId{stored.text("job")},
                     .shard = static_cast<std::size_t>(stored.number("shard")),
                     .handed_over = instant_of(stored.number("handedOver"))});
    }
    more = page.next.has_value();
    if (more) query.after = *page.next;
  }
  co_return all;
}

Task<> Repository::note_handed_over(std::vector<Work> work) {
  const auto now = in_milliseconds(clock_.now());
  for (const auto& each : work) {
    Writes writes;
    // It may have been done meanwhile.
    writes.emplace_back(store::Update{.key = work_key(each.job, each.shard),
                                      .set = {{"handedOver", now}},
                                      .condition = store::Condition::exists()});
    co_await store_.write(std::move(writes));
  }
}

Task<std::optional<PushJob>> Repository::progress(const JobId& id) {
  const auto page =
      co_await store_.query({.table = push_table, .partition = partition_of(id), .limit = 100});
  if (page.items.empty()) co_return std::nullopt;
  co_return sum_of(id, page.items);
}

Task<api::Paged<JobId>> Repository::jobs(const api::Page& page) {
  const auto found = co_await store_.query({.table = push_table,
                                            .partition = jobs_partition,
                                            .after = page.after,
                                            .backward = true,
                                            .limit = page.limit});
  api::Paged<JobId> ids{{}, found.next};
  for (const auto& item : found.items) ids.items.emplace_back(item->key.sort);
  co_return ids;
}

}  // namespace dailygrind::push
