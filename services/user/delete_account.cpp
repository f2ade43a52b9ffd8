#include "services/user/delete_account.hpp"

#include "platform/core/log.hpp"
#include "services/user/announce.hpp"
#include "services/user/attempts.hpp"
#include "services/user/pair_rules.hpp"
#include "services/user/picture_worker.hpp"
#include "services/user/verbs.hpp"

namespace dailygrind::user {
namespace {

/// A friendship takes five writes, and one demands that the deletion is pending.
constexpr std::size_t people_a_transaction = 19;
constexpr std::size_t entries_a_transaction = 99;

/// From now on the account is gone for everybody; what it left is removed afterwards.
Task<std::optional<bool>> try_begin(Users& users, const Call& call) {
  const auto before = co_await users.repository.profile(call.user);
  if (before.standing == Standing::deleted) co_return false;
  const ProfileRecord after{
      .standing = Standing::deleted, .version = before.version + 1, .disabled = before.disabled};
  Repository::Writes writes;
  Repository::add_profile(writes, call.user, before, after);
  Repository::add_deletion(writes, call.user);
  announce_profile(users, writes, call.user, before, after, call.traceparent);
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  users.outbox.wake();
  co_return true;
}

void add_leave(Users& users, Repository::Writes& writes, const UserId& user, List list,
               const Seen& other) {
  const auto pair = Pair::of(user, other.id);
  const auto after = after_step(other.pair, pair.side_of(user), Step::leave);
  if (*after == other.pair) return Repository::add_remove_row(writes, user, list, other.id);
  Repository::add_pair(writes, pair, other.pair, *after);
  if (other.pair.friends && other.profile.standing == Standing::live) {
    Repository::add_to_friends(writes, other.id, -1);
  }
  announce_pair(users, writes, pair, other.pair, *after, {});
}

/// True where there was something to do.
Task<bool> leave_some(Users& users, const UserId& user) {
  for (const List list : {List::friends, List::incoming, List::outgoing, List::blocks}) {
    const auto page = co_await users.repository.list(user, list, "", people_a_transaction);
    if (page.ids.empty()) continue;
    Repository::Writes writes;
    Repository::add_demand_deletion(writes, user);
    for (const auto& other : co_await users.repository.seen_by(user, page.ids)) {
      add_leave(users, writes, user, list, other);
    }
    // Where it is refused something has changed: the caller comes again and reads anew.
    co_await users.repository.commit(std::move(writes));
    users.outbox.wake();
    co_return true;
  }
  co_return false;
}

Task<bool> remove_some_entries(Users& users, const UserId& user) {
  const auto keys = co_await users.repository.career_keys(user, entries_a_transaction);
  if (keys.empty()) co_return false;
  Repository::Writes writes;
  Repository::add_demand_deletion(writes, user);
  for (const auto& key : keys) Repository::add_remove_key(writes, user, key);
  co_await users.repository.commit(std::move(writes));
  co_return true;
}

}  // namespace

Task<> finish_deletion(Users& users, const UserId& user) {
  while (co_await users.repository.deletion_pending(user)) {
    if (co_await leave_some(users, user)) continue;
    if (co_await remove_some_entries(users, user)) continue;
    co_await remove_pictures(users, user);
    if (users.accounts != nullptr) co_await users.accounts->remove(user);
    co_await users.repository.end_deletion(user);
  }
}

Task<> resume_deletions(Users& users) {
  std::optional<std::string> after = "";
  while (after) {
    const auto page = co_await users.repository.pending_deletions(*after, 100);
    for (const auto& user : page.ids) {
      try {
        co_await finish_deletion(users, user);
      } catch (const std::exception& error) {
        log::error("a deletion could not be finished", {{"cause", error.what()}});
      }
    }
    after = page.next;
  }
}

Task<NoContent> delete_me(Users& users, const Call& call) {
  co_await until_committed<bool>([&] { return try_begin(users, call); });
  co_await finish_deletion(users, call.user);
  co_return NoContent{};
}

}  // namespace dailygrind::user
