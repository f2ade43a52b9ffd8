#include "services/user/account_standing.hpp"

#include "services/user/announce.hpp"
#include "services/user/attempts.hpp"

namespace dailygrind::user {
namespace {

Task<std::optional<bool>> try_set(Users& users, const UserId& user, bool disabled) {
  const auto before = co_await users.repository.profile(user);
  if (before.disabled == disabled) co_return true;
  auto after = before;
  after.disabled = disabled;
  ++after.version;
  Repository::Writes writes;
  Repository::add_profile(writes, user, before, after);
  // A second word on somebody deleted would bring them back to life elsewhere.
  if (after.standing != Standing::deleted) announce_profile(users, writes, user, before, after, {});
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  users.outbox.wake();
  co_return true;
}

}  // namespace

Task<> set_disabled(Users& users, const UserId& user, bool disabled) {
  co_await until_committed<bool>([&] { return try_set(users, user, disabled); });
}

}  // namespace dailygrind::user
