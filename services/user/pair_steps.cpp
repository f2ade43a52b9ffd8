#include "services/user/pair_steps.hpp"

#include "services/user/announce.hpp"
#include "services/user/attempts.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

bool builds(Step step) {
  return step == Step::request || step == Step::accept || step == Step::block;
}

Problem problem_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::already_friends:
      return Problem::conflict("already-friends", "You are friends already.");
    case Refusal::already_requested:
      return Problem::conflict("already-requested", "You have asked already.");
    case Refusal::blocked:
    case Refusal::nothing_to_accept:
      break;
  }
  return Problem::not_found();
}

/// The state after the step, for people who may take it.
PairRecord decide(const Users& users, const api::Call& call, const Encounter& before, Step step) {
  const auto side = Pair::of(call.user, before.other.id).side_of(call.user);
  const auto after = after_step(before.other.pair, side, step);
  if (builds(step)) {
    demand_profile(users, before.mine);
    const bool done = after && *after == before.other.pair;
    if (!before.other.profile.shown() && !done) throw Problem::not_found();
  }
  if (!after) throw problem_of(after.error());
  return *after;
}

/// Both counts, or the demand that both are still there, so that nobody is tied to a deleted
/// account.
void add_people(Repository::Writes& writes, const api::Call& call, const Encounter& before,
                const PairRecord& after, Step step) {
  const int by = int{after.friends} - int{before.other.pair.friends};
  if (by != 0) {
    if (before.mine.standing == Standing::live) {
      Repository::add_to_friends(writes, call.user, by);
    }
    if (before.other.profile.standing == Standing::live) {
      Repository::add_to_friends(writes, before.other.id, by);
    }
  } else if (builds(step)) {
    Repository::add_demand_live(writes, call.user);
    Repository::add_demand_live(writes, before.other.id);
  }
}

Seen seen_after(const Encounter& before, const PairRecord& after) {
  Seen seen = before.other;
  seen.profile.number_of_friends += int{after.friends} - int{before.other.pair.friends};
  seen.pair = after;
  return seen;
}

Task<std::optional<Seen>> try_step(Users& users, const api::Call& call, const UserId& other,
                                   Step step) {
  const auto before = co_await users.repository.encounter(call.user, other);
  const bool creates = step == Step::request;
  if (creates && co_await users.idempotency.find(call)) co_return before.other;
  const auto after = decide(users, call, before, step);
  if (after == before.other.pair) co_return before.other;

  const auto pair = Pair::of(call.user, other);
  Repository::Writes writes;
  Repository::add_pair(writes, pair, before.other.pair, after);
  add_people(writes, call, before, after, step);
  announce_pair(users, writes, pair, before.other.pair, after, call.traceparent);
  if (creates) users.idempotency.record(call, other.str(), writes);
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  users.outbox.wake();
  co_return seen_after(before, after);
}

}  // namespace

Task<Seen> take_step(Users& users, const api::Call& call, const UserId& other, Step step) {
  co_return co_await until_committed<Seen>([&] { return try_step(users, call, other, step); });
}

}  // namespace dailygrind::user
