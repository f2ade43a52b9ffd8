#include "dailygrind/pool_copy.hpp"

#include <stdexcept>
#include <utility>

#include "platform/core/problem.hpp"

namespace dailygrind::cli {
namespace {

constexpr std::size_t page = 100;

using identity::AccountDirectory;
using identity::AccountView;

Task<> create(AccountDirectory& pool, const AccountView& account) {
  try {
    (void)co_await pool.create({.email = account.email,
                                .password_hash = {},
                                .email_verified = true,
                                .id = account.id,
                                .given_name = account.given_name,
                                .family_name = account.family_name,
                                .groups = {}});
  } catch (const Problem& problem) {
    if (problem.status() == 503) throw;
    throw std::runtime_error{account.id.str() + " (" + account.email +
                             ") cannot be made in the pool: " + problem.detail()};
  }
}

/// Whether it was made now.
Task<bool> copy_account(AccountDirectory& pool, const AccountView& account) {
  auto there = co_await pool.find(account.id);
  if (there && there->email != account.email) {
    throw std::runtime_error{"the pool has " + account.id.str() + " with the e-mail " +
                             there->email + " instead of " + account.email};
  }
  if (there && !there->confirmed) {
    (void)co_await pool.remove(account.id);
    there.reset();
  }
  if (!there) co_await create(pool, account);
  for (const auto& group : account.groups) (void)co_await pool.add_to_group(account.id, group);
  if (!account.enabled) (void)co_await pool.set_enabled(account.id, false);
  co_return !there.has_value();
}

}  // namespace

Task<PoolCopy> copy_to_pool(AccountDirectory& from, AccountDirectory& pool, bool trust_emails) {
  PoolCopy result;
  std::string after;
  for (;;) {
    const auto found = co_await from.list("", std::move(after), page);
    for (const auto& account : found.accounts) {
      if (!account.confirmed) {
        ++result.unconfirmed;
      } else if (!account.email_verified && !trust_emails) {
        ++result.unproven;
      } else if (!is_uuid(account.id.str())) {
        throw std::runtime_error{"the id " + account.id.str() + " of " + account.email +
                                 " is no UUID, so it can be nobody's user name"};
      } else {
        ++(co_await copy_account(pool, account) ? result.copied : result.present);
      }
    }
    if (!found.next) co_return result;
    after = *found.next;
  }
}

}  // namespace dailygrind::cli
