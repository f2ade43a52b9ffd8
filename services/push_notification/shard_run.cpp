#include "services/push_notification/shard_run.hpp"

#include <algorithm>

#include "platform/core/gather.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/attributes.hpp"
#include "services/push_notification/messages.hpp"
#include "services/push_notification/service_counts.hpp"

namespace dailygrind::push {
namespace {

using store::Condition;
using store::Update;

/// People between two checkpoints.
constexpr std::size_t page_size = 64;
/// Their devices: those that do not answer in time are one transaction with the checkpoint.
constexpr std::size_t most_parcels = 90;
static_assert(most_parcels + 3 <= store::max_transaction_writes);
/// Longer than a page takes, so that a lease is lost by those alone that have died.
constexpr std::chrono::minutes lease{2};

/// 1 is Monday.
unsigned weekday_of(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(day / 10'000)},
                                         std::chrono::month{static_cast<unsigned>(day / 100 % 100)},
                                         std::chrono::day{static_cast<unsigned>(day % 100)}};
  return std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding();
}

}  // namespace

ShardRun::ShardRun(Tools tools, JobId job, std::size_t shard, std::string runner)
    : tools_(tools), job_(std::move(job)), shard_(shard), runner_(std::move(runner)) {}

Task<bool> ShardRun::load() {
  std::vector<store::Key> keys{job_key(job_), shard_key(job_, shard_)};
  const auto items = co_await tools_.repository.store().batch_get(std::move(keys));
  if (!items[0] || !items[1]) co_return false;
  record_ = describe::from_attributes<JobRecord>(items[0]->attributes);
  state_ = describe::from_attributes<ShardRecord>(items[1]->attributes);
  lateness_ = Lateness{state_.lateness};
  co_return true;
}

Task<bool> ShardRun::take_lease() {
  const auto now = tools_.clock.now();
  const bool free = state_.owner.empty() || instant_of(state_.lease) <= now;
  // A runner works on a shard once at a time, so that what is its own failed on the way.
  const bool left_behind = tools_.settings.alone || state_.owner == runner_;
  if (state_.done || (!free && !left_behind)) co_return false;
  Repository::Writes writes;
  writes.emplace_back(Update{.key = shard_key(job_, shard_),
                             .set = {{"owner", runner_}, {"lease", in_milliseconds(now + lease)}},
                             .condition = Condition::equals("owner", state_.owner) &&
                                          Condition::equals("lease", state_.lease)});
  const auto taken = co_await tools_.repository.store().write(std::move(writes));
  co_return taken.has_value();
}

Task<ShardRun::End> ShardRun::run(Instant until) {
  if (!co_await load()) {
    Repository::Writes writes;
    writes.emplace_back(store::Delete{work_key(job_, shard_), {}});
    co_await tools_.repository.store().write(std::move(writes));
    co_return End::taken;
  }
  if (!co_await take_lease()) co_return End::taken;
  while (!state_.done && !lost_ && tools_.clock.now() < until) {
    auto page = co_await next_page();
    auto people = recipients(page);
    co_await work_on(std::move(people), page);
  }
  if (lost_) co_return End::taken;
  if (state_.done) co_return End::done;
  co_await release();
  co_return End::left;
}

Task<> ShardRun::release() {
  Repository::Writes writes;
  writes.emplace_back(Update{.key = shard_key(job_, shard_),
                             .set = {{"owner", ""}, {"lease", 0}},
                             .condition = Condition::equals("owner", runner_)});
  writes.emplace_back(Update{
      .key = work_key(job_, shard_), .set = {{"handedOver", 0}}, .condition = Condition::exists()});
  co_await tools_.repository.store().write(std::move(writes));
}

Task<store::Page> ShardRun::next_page() {
  if (state_.place.empty()) {
    const auto first = co_await tools_.repository.place_after("");
    if (!first) co_return store::Page{};
    state_.place = *first;
  }
  co_return co_await tools_.repository.store().query(
      {.table = push_table,
       .partition = call_partition(state_.place, shard_),
       .after = state_.after,
       .limit = page_size});
}

bool ShardRun::is_due(const CallRecord& call) const {
  if (!daily()) return true;
  if (std::ranges::count(call.weekdays, weekday_of(record_.day)) == 0) return false;
  const auto today = [&](const std::string& day) { return day_number(day) == record_.day; };
  if (std::ranges::any_of(call.quiet_days, today)) return false;
  const bool posted = call.posted_day == record_.day;
  return !posted || call.when_already_posted == WhenAlreadyPosted::other;
}

std::vector<ShardRun::Recipient> ShardRun::recipients(store::Page& page) const {
  std::vector<Recipient> people;
  std::size_t devices = 0;
  for (auto row = page.items.begin(); row != page.items.end(); ++row) {
    auto call = describe::from_attributes<CallRecord>((*row)->attributes);
    if (!is_due(call)) continue;
    devices += call.devices.size();
    if (devices > most_parcels) {
      page.next = (*std::prev(row))->key.sort;
      page.items.erase(row, page.items.end());
      break;
    }
    const bool posted = daily() && call.posted_day == record_.day;
    people.push_back({UserId{(*row)->key.sort}, (*row)->key, std::move(call), posted});
  }
  return people;
}

Task<> ShardRun::claim(std::vector<Recipient>& people) {
  const auto ours = [&](const CallRecord& call) { return call.called_by == job_.str(); };
  std::erase_if(people, [&](const Recipient& person) {
    const auto& call = person.call;
    return call.missed >= record_.day || (call.called >= record_.day && !ours(call));
  });
  while (true) {
    Repository::Writes writes;
    std::vector<std::size_t> claimed;
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (people[i].call.called >= record_.day) continue;  // was in flight when a runner died
      writes.emplace_back(Update{.key = people[i].row,
                                 .set = {{"called", record_.day}, {"calledBy", job_.str()}},
                                 .condition = Condition::equals("called", people[i].call.called)});
      claimed.push_back(i);
    }
    if (writes.empty()) co_return;
    const auto result = co_await tools_.repository.store().write(std::move(writes));
    if (result) co_return;
    // Moved away, deleted, or called by another job.
    const auto out = static_cast<std::ptrdiff_t>(claimed[result.error().index]);
    people.erase(people.begin() + out);
  }
}

InboxRecord ShardRun::entry_for(bool posted) const {
  const auto due = instant_of(record_.due);
  if (daily()) return daily_entry(posted, due);
  return {.type = NotificationType::message,
          .title = record_.title,
          .body = record_.body,
          .url = record_.url,
          .timestamp = format_timestamp(due)};
}

Task<> ShardRun::work_on(std::vector<Recipient> people, const store::Page& page) {
  if (daily()) co_await claim(people);
  const std::string topic = daily() ? daily_topic : topic_of('m', job_.str());
  std::string payloads[2];
  for (const bool posted : {false, true}) {
    payloads[posted ? 1 : 0] = payload_of(tools_.settings, entry_for(posted), job_.str(), topic);
  }
  std::vector<Parcel> parcels;
  for (const auto& person : people) {
    for (const auto& device : person.call.devices) {
      parcels.push_back({.user = person.user,
                         .device = device,
                         .payload = payloads[person.posted ? 1 : 0],
                         .topic = topic,
                         .due = instant_of(record_.due),
                         .ends = instant_of(record_.ends)});
    }
  }
  const auto batch = co_await tools_.courier.start(std::move(parcels));
  co_await write_inbox(people);
  co_await batch->wait(tools_.settings.patience);
  // All three at once, so that they see the same ones under way.
  const auto tally = count(*batch);
  auto removals = removals_of(*batch);
  auto rest = tools_.outgoing.hand_over(batch, job_.str());
  co_await gather(std::move(removals));
  co_await step(page);
  lost_ = !co_await checkpoint(batch->deliveries().size(), tally, std::move(rest.writes));
  if (!lost_) co_await tools_.outgoing.follow(batch, std::move(rest.under_way));
}

Task<> ShardRun::write_inbox(const std::vector<Recipient>& people) {
  if (people.empty()) co_return;
  Repository::Writes writes;
  for (const auto& person : people) {
    writes.push_back(
        tools_.repository.inbox_entry(person.user, job_.str(), entry_for(person.posted)));
  }
  co_await tools_.repository.store().write(std::move(writes));
}

Tally ShardRun::count(const Batch& batch) {
  Tally tally;
  for (std::size_t at = 0; at < batch.deliveries().size(); ++at) {
    if (batch.ended(at)) tally.count(batch.deliveries()[at]);
  }
  return tally;
}

std::vector<Task<bool>> ShardRun::removals_of(const Batch& batch) {
  std::vector<Task<bool>> removals;
  for (std::size_t at = 0; at < batch.deliveries().size(); ++at) {
    const auto& delivery = batch.deliveries()[at];
    if (!batch.ended(at) || delivery.fate != Fate::gone) continue;
    const auto& parcel = delivery.parcel;
    removals.push_back(tools_.repository.remove_device(parcel.user, parcel.device.id));
  }
  return removals;
}

Task<> ShardRun::step(const store::Page& page) {
  if (page.next) {
    state_.after = *page.next;
    co_return;
  }
  state_.after.clear();
  std::optional<std::string> next;
  if (!daily()) next = co_await tools_.repository.place_after(state_.place);
  state_.done = !next;
  if (next) state_.place = std::move(*next);
}

Task<bool> ShardRun::checkpoint(std::size_t queued, const Tally& tally, Repository::Writes rest) {
  lateness_.add(tally.lateness);
  merge(state_.services, tally.services);
  Repository::Writes writes;
  writes.emplace_back(Update{.key = shard_key(job_, shard_),
                             .set = {{"place", state_.place},
                                     {"after", state_.after},
                                     {"done", state_.done},
                                     {"lease", in_milliseconds(tools_.clock.now() + lease)},
                                     {"lateness", lateness_.text()},
                                     {"services", describe::to_json(state_.services)}},
                             .add = {{"queued", static_cast<std::int64_t>(queued)},
                                     {"sent", tally.sent},
                                     {"gone", tally.gone},
                                     {"throttled", tally.throttled},
                                     {"failed", tally.failed}},
                             .condition = Condition::equals("owner", runner_)});
  if (state_.done) writes.emplace_back(store::Delete{work_key(job_, shard_), {}});
  std::ranges::move(rest, std::back_inserter(writes));
  const auto result = co_await tools_.repository.store().write(std::move(writes));
  co_return result.has_value();
}

}  // namespace dailygrind::push
