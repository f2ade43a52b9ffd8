#include "services/push_notification/outgoing.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>
#include <map>

#include "platform/core/log.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/attributes.hpp"
#include "services/push_notification/messages.hpp"
#include "services/push_notification/service_counts.hpp"

namespace dailygrind::push {
namespace {

using store::Condition;
using store::Delete;
using store::Put;
using store::Update;
using Writes = Repository::Writes;

constexpr std::size_t batch = 32;
/// Messages written in one transaction, besides the counts of a job.
constexpr std::size_t most_at_once = 90;
/// Longer than an attempt takes: a message that was taken and not settled by then comes again.
constexpr std::chrono::minutes lease{1};
constexpr milliseconds recheck{1000};

OutgoingRecord again(const Delivery& delivery, const std::string& job) {
  const auto& parcel = delivery.parcel;
  return {.user = parcel.user,
          .device = parcel.device.id.str(),
          .payload = parcel.payload,
          .topic = parcel.topic,
          .due = in_milliseconds(parcel.due),
          .ends = in_milliseconds(parcel.ends),
          .attempt = parcel.attempt + 1,
          .job = job};
}

Put waiting(Instant due, const std::string& id, const OutgoingRecord& record) {
  return {{outgoing_key(due, id), describe::to_attributes(record),
           instant_of(record.ends) + std::chrono::hours{1}},
          {}};
}

/// What the tries of one job add up to.
struct JobChange {
  std::int64_t open = 0;
  Tally tally;
};

/// Several runners add to the counts of a job, so that it is known only roughly how many push
/// services there are.
Update change_of(const std::string& job, const JobChange& change,
                 const store::ItemPtr& counted_before) {
  std::vector<ServiceCount> counts;
  if (counted_before) {
    for (const auto& known : from_counters(counted_before->attributes)) {
      counts.push_back({.service = known.service});
    }
  }
  merge(counts, change.tally.services);
  Update update{.key = later_key(JobId{job}), .add = {{"open", change.open}}};
  for (const auto& [name, count] : to_counters(counts)) {
    update.add.emplace_back(name, std::get<std::int64_t>(count));
  }
  for (auto& counter : change.tally.lateness.counters()) update.add.push_back(std::move(counter));
  return update;
}

TestOutcome test_outcome(webpush::Outcome outcome) {
  switch (outcome) {
    case webpush::Outcome::sent:
      return TestOutcome::sent;
    case webpush::Outcome::throttled:
      return TestOutcome::throttled;
    case webpush::Outcome::failed:
      return TestOutcome::failed;
    case webpush::Outcome::gone:
    case webpush::Outcome::too_large:
    case webpush::Outcome::refused:
      return TestOutcome::refused;
  }
  return TestOutcome::failed;
}

Task<> write_in_parts(store::Store& store, Writes writes) {
  for (std::size_t from = 0; from < writes.size(); from += most_at_once) {
    const auto to = std::min(from + most_at_once, writes.size());
    co_await store.write(Writes{writes.begin() + static_cast<std::ptrdiff_t>(from),
                                writes.begin() + static_cast<std::ptrdiff_t>(to)});
  }
}

}  // namespace

/// A message that is at work, and the item that brings it back.
struct Outgoing::Taken {
  store::Key key;
  OutgoingRecord record;
};

Task<> Outgoing::try_again(const std::vector<Delivery>& deliveries, const std::string& job) {
  Writes writes;
  for (const auto& delivery : deliveries) {
    if (delivery.fate != Fate::put_off) continue;
    writes.emplace_back(
        waiting(delivery.again, uuid_v7(clock_.now(), random_), again(delivery, job)));
  }
  const auto open = static_cast<std::int64_t>(writes.size());
  if (open == 0) co_return;
  if (!job.empty()) {
    writes.insert(writes.begin(), Update{.key = later_key(JobId{job}), .add = {{"open", open}}});
  }
  co_await write_in_parts(repository_.store(), std::move(writes));
}

Task<std::vector<Outgoing::Taken>> Outgoing::take(std::size_t partition) {
  const auto now = clock_.now();
  const auto page =
      co_await repository_.store().query({.table = push_table,
                                          .partition = outgoing_partition(partition),
                                          .to = outgoing_key(now + milliseconds{1}, "").sort,
                                          .limit = batch});
  std::vector<Taken> taken;
  Writes writes;
  for (const auto& item : page.items) {
    Taken message{.key = outgoing_key(now + lease, item->key.sort.substr(14)),
                  .record = describe::from_attributes<OutgoingRecord>(item->attributes)};
    message.key.partition = item->key.partition;
    writes.emplace_back(Delete{item->key, Condition::exists()});
    writes.emplace_back(Put{{message.key, item->attributes, item->expires}, {}});
    taken.push_back(std::move(message));
  }
  if (writes.empty()) co_return taken;
  const auto result = co_await repository_.store().write(std::move(writes));
  if (!result) taken.clear();  // another process was quicker
  co_return taken;
}

Task<std::vector<Parcel>> Outgoing::parcels_of(const std::vector<Taken>& taken,
                                               std::vector<std::size_t>& origins) {
  std::vector<store::Key> keys;
  for (const auto& message : taken) keys.push_back(person_key(message.record.user));
  const auto people = co_await repository_.store().batch_get(std::move(keys));
  std::vector<Parcel> parcels;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!people[i]) continue;
    const auto person = describe::from_attributes<PersonRecord>(people[i]->attributes);
    const auto& record = taken[i].record;
    for (const auto& device : person.devices) {
      const bool meant = record.device.empty() || record.device == device.id.str();
      if (person.hidden() || !meant) continue;
      parcels.push_back({.user = record.user,
                         .device = device,
                         .payload = record.payload,
                         .topic = record.topic,
                         .due = instant_of(record.due),
                         .ends = instant_of(record.ends),
                         .attempt = static_cast<int>(record.attempt)});
      origins.push_back(i);
    }
  }
  co_return parcels;
}

Task<> Outgoing::settle(const std::vector<Taken>& taken, const std::vector<Delivery>& deliveries,
                        const std::vector<std::size_t>& origins) {
  Writes writes;
  std::map<std::string, JobChange> jobs;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (taken[i].record.job.empty()) continue;
    auto& change = jobs[taken[i].record.job];
    --change.open;
    const bool left = std::ranges::count(origins, i) == 0;
    if (left) ++count_of(change.tally.services, other_services).gone;
  }
  for (std::size_t i = 0; i < deliveries.size(); ++i) {
    const auto& delivery = deliveries[i];
    const auto& job = taken[origins[i]].record.job;
    if (!job.empty()) jobs[job].tally.count(delivery);
    if (delivery.fate != Fate::put_off) continue;
    writes.emplace_back(
        waiting(delivery.again, uuid_v7(clock_.now(), random_), again(delivery, job)));
    if (!job.empty()) ++jobs[job].open;
  }
  for (const auto& [job, change] : jobs) {
    const auto counted = co_await repository_.store().get(later_key(JobId{job}));
    writes.emplace_back(change_of(job, change, counted));
  }
  // New places come before old ones go, should this be more than one transaction.
  for (const auto& message : taken) writes.emplace_back(Delete{message.key, {}});
  co_await write_in_parts(repository_.store(), std::move(writes));
  for (const auto& delivery : deliveries) co_await note(delivery);
}

/// What a delivery tells of its device.
Task<> Outgoing::note(const Delivery& delivery) {
  const auto& parcel = delivery.parcel;
  if (delivery.fate == Fate::gone) {
    co_await repository_.remove_device(parcel.user, parcel.device.id);
  } else if (parcel.topic == test_topic) {
    const TestResult result{.outcome = test_outcome(delivery.outcome),
                            .status = delivery.status,
                            .timestamp = format_timestamp(clock_.now())};
    co_await repository_.note_test(parcel.user, parcel.device.id, result);
  }
}

Task<> Outgoing::send(std::vector<Taken> taken) {
  std::vector<std::size_t> origins;
  auto parcels = co_await parcels_of(taken, origins);
  const auto deliveries = co_await courier_.deliver(std::move(parcels));
  co_await settle(taken, deliveries, origins);
}

Task<std::size_t> Outgoing::run_due() {
  std::size_t sent = 0;
  for (std::size_t partition = 0; partition < outgoing_partitions; ++partition) {
    for (auto taken = co_await take(partition); !taken.empty(); taken = co_await take(partition)) {
      sent += taken.size();
      co_await send(std::move(taken));
    }
  }
  co_return sent;
}

Task<> Outgoing::run() {
  bus::Bell::Listener listener{wanted_, co_await boost::asio::this_coro::executor};
  while (true) {
    try {
      co_await run_due();
    } catch (const boost::system::system_error&) {
      throw;  // cancelled
    } catch (const std::exception& error) {
      log::warning("push messages wait", {{"cause", std::string_view{error.what()}}});
    }
    co_await listener.wait(recheck);
  }
}

}  // namespace dailygrind::push
