#include "services/push_notification/outgoing.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include "platform/core/log.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/attributes.hpp"
#include "services/push_notification/messages.hpp"
#include "services/push_notification/outgoing_records.hpp"
#include "services/push_notification/service_counts.hpp"

namespace dailygrind::push {
namespace {

namespace asio = boost::asio;
using store::Condition;
using store::Delete;
using store::Update;
using Writes = Repository::Writes;

constexpr std::size_t taken_at_once = 32;
/// Messages that are sent at the same time.
constexpr std::size_t most_at_work = 1000;
/// Messages made due in one transaction, each of two writes.
constexpr std::size_t most_reclaimed = 45;
/// Longer than an attempt takes: a message that was taken and not settled by then comes again.
constexpr std::chrono::minutes lease{3};
constexpr milliseconds recheck{1000};

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

}  // namespace

Outgoing::Rest Outgoing::hand_over(const BatchPtr& batch, const std::string& job) const {
  Rest rest;
  const auto& deliveries = batch->deliveries();
  for (std::size_t at = 0; at < deliveries.size(); ++at) {
    const auto& delivery = deliveries[at];
    const auto id = uuid_v7(clock_.now(), random_);
    if (!batch->ended(at)) {
      Taken taken{outgoing_key(clock_.now() + lease, id), record_of(delivery.parcel, job)};
      taken.record.owner = token_;
      rest.writes.emplace_back(waiting(taken.key, taken.record));
      rest.under_way.emplace_back(std::move(taken), at);
    } else if (delivery.fate == Fate::put_off) {
      rest.writes.emplace_back(waiting(outgoing_key(delivery.again, id), again(delivery, job)));
    }
  }
  if (rest.writes.empty()) return rest;
  const auto open = static_cast<std::int64_t>(rest.writes.size());
  rest.writes.emplace_back(Update{.key = later_key(JobId{job}), .add = {{"open", open}}});
  return rest;
}

Task<> Outgoing::follow(BatchPtr batch, UnderWay under_way) {
  const auto executor = co_await asio::this_coro::executor;
  for (auto& [taken, at] : under_way) {
    asio::co_spawn(executor, at_work(follow_one(std::move(taken), batch, at), mark()),
                   asio::detached);
  }
}

Task<std::size_t> Outgoing::reclaim() {
  std::size_t found = 0;
  for (std::size_t partition = 0; partition < outgoing_partitions; ++partition) {
    store::Query query{
        .table = push_table, .partition = outgoing_partition(partition), .limit = most_reclaimed};
    for (bool more = true; more;) {
      const auto page = co_await repository_.store().query(query);
      found += co_await reclaim(page);
      more = page.next.has_value();
      if (more) query.after = *page.next;
    }
  }
  co_return found;
}

Task<std::size_t> Outgoing::reclaim(const store::Page& page) {
  Writes writes;
  for (const auto& item : page.items) {
    auto record = describe::from_attributes<OutgoingRecord>(item->attributes);
    if (record.owner.empty() || record.owner == token_) continue;
    record.owner.clear();
    auto key = outgoing_key(clock_.now(), item->key.sort.substr(14));
    key.partition = item->key.partition;
    writes.emplace_back(Delete{item->key, {}});
    writes.emplace_back(waiting(std::move(key), record));
  }
  const auto found = writes.size() / 2;
  if (found > 0) co_await repository_.store().write(std::move(writes));
  co_return found;
}

Task<std::vector<Outgoing::Taken>> Outgoing::take(std::size_t partition, std::size_t most) {
  const auto now = clock_.now();
  const auto page =
      co_await repository_.store().query({.table = push_table,
                                          .partition = outgoing_partition(partition),
                                          .to = outgoing_key(now + milliseconds{1}, "").sort,
                                          .limit = std::min(taken_at_once, most)});
  std::vector<Taken> taken;
  Writes writes;
  for (const auto& item : page.items) {
    Taken message{.key = outgoing_key(now + lease, item->key.sort.substr(14)),
                  .record = describe::from_attributes<OutgoingRecord>(item->attributes)};
    message.key.partition = item->key.partition;
    message.record.owner = token_;
    writes.emplace_back(Delete{item->key, Condition::exists()});
    writes.emplace_back(waiting(message.key, message.record));
    taken.push_back(std::move(message));
  }
  if (writes.empty()) co_return taken;
  const auto result = co_await repository_.store().write(std::move(writes));
  if (!result) taken.clear();  // another process was quicker
  co_return taken;
}

Task<> Outgoing::start(std::vector<Taken> taken) {
  std::vector<store::Key> keys;
  for (const auto& message : taken) keys.push_back(person_key(message.record.user));
  const auto people = co_await repository_.store().batch_get(std::move(keys));
  const auto executor = co_await asio::this_coro::executor;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    PersonRecord person;
    if (people[i]) person = describe::from_attributes<PersonRecord>(people[i]->attributes);
    auto parcels = parcels_of(taken[i].record, person);
    asio::co_spawn(executor, at_work(send(std::move(taken[i]), std::move(parcels)), mark()),
                   asio::detached);
  }
}

Task<> Outgoing::send(Taken taken, std::vector<Parcel> parcels) {
  const auto batch = co_await courier_.start(std::move(parcels));
  for (std::size_t at = 0; at < batch->deliveries().size(); ++at) co_await batch->wait_for(at);
  co_await settle(taken, batch->deliveries());
}

Task<> Outgoing::follow_one(Taken taken, BatchPtr batch, std::size_t at) {
  co_await batch->wait_for(at);
  co_await settle(taken, {batch->deliveries()[at]});
}

Task<> Outgoing::settle(const Taken& taken, const std::vector<Delivery>& deliveries) {
  const auto& job = taken.record.job;
  Writes writes;
  JobChange change{.open = -1};
  for (const auto& delivery : deliveries) {
    change.tally.count(delivery);
    if (delivery.fate != Fate::put_off) continue;
    const auto id = uuid_v7(clock_.now(), random_);
    writes.emplace_back(waiting(outgoing_key(delivery.again, id), again(delivery, job)));
    ++change.open;
  }
  // Its device or person has gone since.
  if (deliveries.empty()) ++count_of(change.tally.services, taken.record.service).gone;
  if (!job.empty()) {
    const auto counted = co_await repository_.store().get(later_key(JobId{job}));
    writes.emplace_back(change_of(job, change, counted));
  }
  writes.emplace_back(Delete{taken.key, {}});
  co_await repository_.store().write(std::move(writes));
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

std::shared_ptr<void> Outgoing::mark() {
  ++working_->count;
  return {nullptr, [working = working_](std::nullptr_t) {
            --working->count;
            working->ended.ring();
          }};
}

Task<> Outgoing::at_work(Task<> task, std::shared_ptr<void> /*mark*/) {
  try {
    co_await std::move(task);
  } catch (const std::exception& error) {
    log::warning("a push message waits", {{"cause", std::string_view{error.what()}}});
  }
}

Task<std::size_t> Outgoing::start_due(std::size_t most) {
  std::size_t started = 0;
  for (std::size_t partition = 0; partition < outgoing_partitions; ++partition) {
    while (started < most) {
      auto taken = co_await take(partition, most - started);
      if (taken.empty()) break;
      started += taken.size();
      co_await start(std::move(taken));
    }
  }
  co_return started;
}

Task<std::size_t> Outgoing::run_due() {
  bus::Bell::Listener listener{working_->ended, co_await asio::this_coro::executor};
  std::size_t all = 0;
  while (true) {
    const auto started = co_await start_due(most_at_work);
    all += started;
    while (working_->count > 0) co_await listener.wait(recheck);
    if (started == 0) co_return all;
  }
}

Task<> Outgoing::finish(milliseconds longest) {
  const auto end = std::chrono::steady_clock::now() + longest;
  bus::Bell::Listener listener{working_->ended, co_await asio::this_coro::executor};
  while (working_->count > 0) {
    const auto left = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
    if (left <= milliseconds::zero()) co_return;
    co_await listener.wait(left);
  }
}

Task<> Outgoing::run() {
  const auto executor = co_await asio::this_coro::executor;
  bus::Bell::Listener wanted{wanted_, executor};
  bus::Bell::Listener ended{working_->ended, executor};
  bool begun = false;
  while (true) {
    try {
      if (!begun && settings_.alone) co_await reclaim();
      begun = true;
      while (working_->count >= most_at_work) co_await ended.wait(recheck);
      co_await start_due(most_at_work - working_->count);
    } catch (const boost::system::system_error&) {
      throw;  // cancelled
    } catch (const std::exception& error) {
      log::warning("push messages wait", {{"cause", std::string_view{error.what()}}});
    }
    co_await wanted.wait(recheck);
  }
}

}  // namespace dailygrind::push
