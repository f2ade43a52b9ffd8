#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/attributes.hpp"
#include "services/push_notification/repository.hpp"

namespace dailygrind::push {
namespace {

using store::Condition;
using store::Delete;
using store::Put;
using store::Update;

constexpr int most_attempts = 30;

PersonRecord person_in(const store::ItemPtr& item) {
  return item ? describe::from_attributes<PersonRecord>(item->attributes) : PersonRecord{};
}

Update count_person(const std::string& place, std::int64_t by) {
  return {.key = place_key(place), .add = {{"people", by}, {"called", 0}}};
}

CallRecord call_of(const PersonRecord& person) {
  const auto wishes = person.wishes();
  return {.devices = person.devices,
          .weekdays = wishes.daily.weekdays,
          .quiet_days = wishes.daily.quiet_days,
          .when_already_posted = wishes.when_already_posted,
          .posted_day = person.posted_gone ? 0 : person.posted_day};
}

/// The call so far, which the row has or, while there is none, the person.
void take_over(const store::ItemPtr& row, const PersonRecord& before, CallRecord& call) {
  call.called = row ? row->attributes.number("called") : before.called;
  if (!row) return;
  call.called_by = row->attributes.text("calledBy");
  call.missed = row->attributes.number("missed");
}

/// The row must still have the call that was read with it.
Condition still_called(const store::ItemPtr& row) {
  if (!row) return Condition::absent();
  return Condition::equals("called", row->attributes.number("called"));
}

}  // namespace

store::Check Repository::still_here(const UserId& user) {
  using enum Condition::Test;
  Condition condition{{{item_absent, {}, {}}, {equals, "deleted", false}}, Condition::Join::any};
  return {person_key(user), std::move(condition)};
}

Task<PersonRecord> Repository::person(const UserId& user) {
  co_return person_in(co_await store_.get(person_key(user)));
}

/// Whoever comes to a place after its time is not called there today.
std::int64_t Repository::missed_at(const std::string& place) const {
  const auto at = daily_time(place);
  if (!at) return 0;
  const auto today = local_day(clock_.now(), at->zone);
  const bool passed = clock_.now() >= first_moment(*parse_day(today), at->time, at->zone);
  return passed ? day_number(today) : 0;
}

Task<> Repository::add_row_writes(const UserId& user, const PersonRecord& before,
                                  PersonRecord& after, Writes& writes) {
  after.place = place_of(after);
  store::ItemPtr row;
  if (before.place) row = co_await store_.get(row_key(*before.place, user));
  auto call = call_of(after);
  take_over(row, before, call);
  const bool moves = after.place != before.place;
  if (moves && before.place) {
    writes.emplace_back(Delete{row_key(*before.place, user), still_called(row)});
    writes.emplace_back(count_person(*before.place, -1));
  }
  after.called = after.place ? 0 : call.called;
  if (!after.place) co_return;
  if (moves) {
    call.missed = missed_at(*after.place);
    writes.emplace_back(count_person(*after.place, 1));
  }
  writes.emplace_back(Put{{row_key(*after.place, user), describe::to_attributes(call)},
                          moves ? Condition::absent() : still_called(row)});
}

Task<Change> Repository::change(const UserId& user, Edit edit, Writes with) {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const auto item = co_await store_.get(person_key(user));
    const auto before = person_in(item);
    auto after = before;
    if (!edit(after)) co_return Change::unchanged;
    ++after.revision;
    auto writes = with;
    writes.emplace_back(store::Check{});  // the person comes here: it decides
    co_await add_row_writes(user, before, after, writes);
    co_await add_releases(user, before, after, writes);
    writes[with.size()] =
        Put{{person_key(user), describe::to_attributes(after)},
            item ? Condition::equals("revision", before.revision) : Condition::absent()};
    const auto result = co_await store_.write(std::move(writes));
    if (result) co_return Change::made;
    if (result.error().index < with.size()) co_return Change::refused;
  }
  throw Problem::unavailable("somebody keeps changing");
}

}  // namespace dailygrind::push
