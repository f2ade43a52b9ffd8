#include "platform/identity/embedded/account_records.hpp"

#include "platform/core/problem.hpp"
#include "platform/identity/embedded/account_item.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

using store::Condition;
using store::Delete;
using store::Put;
using store::Write;

/// How often a change is tried again when others change the same account at the same time.
constexpr int tries = 20;

std::vector<Write> writes_of_change(const Account& before, const Account& after) {
  std::vector<Write> writes;
  if (before.email != after.email) {
    writes.emplace_back(Put{email_item(after), Condition::absent()});
  } else if (before.expires != after.expires) {
    writes.emplace_back(Put{email_item(after), Condition::equals("sub", after.id.str())});
  }
  writes.emplace_back(Put{account_item(after), Condition::equals("version", before.version)});
  if (before.email != after.email) writes.emplace_back(Delete{email_key(before.email), {}});
  return writes;
}

}  // namespace

Task<std::optional<Account>> AccountRecords::find(UserId id) {
  const auto item = co_await store_.get(account_key(id));
  if (!item) co_return std::nullopt;
  co_return account_of(*item);
}

Task<std::optional<Account>> AccountRecords::find_by_email(std::string email) {
  const auto item = co_await store_.get(email_key(email));
  if (!item) co_return std::nullopt;
  co_return co_await find(UserId{item->attributes.text("sub")});
}

Task<std::optional<Account>> AccountRecords::resolve(std::string username) {
  if (auto email = parse_email(username)) co_return co_await find_by_email(std::move(*email));
  if (!is_subject(username)) co_return std::nullopt;
  co_return co_await find(UserId{std::move(username)});
}

Task<store::WriteResult> AccountRecords::create(const Account& account, std::vector<Write> also) {
  std::vector<Write> writes{Put{email_item(account), Condition::absent()},
                            Put{account_item(account), Condition::absent()}};
  writes.insert(writes.end(), also.begin(), also.end());
  co_return co_await store_.write(std::move(writes));
}

Task<std::optional<Account>> AccountRecords::change(UserId id, std::function<void(Account&)> edit,
                                                    std::vector<Write> also) {
  for (int i = 0; i < tries; ++i) {
    const auto before = co_await find(id);
    if (!before) co_return std::nullopt;
    auto after = *before;
    edit(after);
    after.updated = clock_.now();
    ++after.version;
    auto writes = writes_of_change(*before, after);
    const auto own = writes.size();
    writes.insert(writes.end(), also.begin(), also.end());
    const auto result = co_await store_.write(std::move(writes));
    if (result) co_return after;
    if (result.error().index >= own) throw Refusal::code_expired();
    if (result.error().index == 0 && before->email != after.email) throw Refusal::alias_exists();
  }
  throw Problem::unavailable("an account changes too often");
}

store::Check AccountRecords::still_admits(const Account& account) {
  return {.key = account_key(account.id),
          .condition = Condition::equals("passwordHash", account.password_hash) &&
                       Condition::equals("enabled", true)};
}

Task<void> AccountRecords::remove(const Account& account) {
  std::vector<Write> writes{
      Delete{email_key(account.email), Condition::equals("sub", account.id.str())},
      Delete{account_key(account.id), {}}};
  if (co_await store_.write(std::move(writes))) co_return;
  // The e-mail changed in between, or a removal that came first: look again.
  if (const auto now = co_await find(account.id)) co_await remove(*now);
}

Task<AccountRecords::Listed> AccountRecords::list(std::string prefix, std::string after,
                                                  std::size_t limit) {
  const auto page = co_await store_.query({.table = "accounts",
                                           .partition = std::string{email_partition},
                                           .prefix = std::move(prefix),
                                           .after = std::move(after),
                                           .limit = limit});
  std::vector<store::Key> keys;
  keys.reserve(page.items.size());
  for (const auto& item : page.items) {
    keys.push_back(account_key(UserId{item->attributes.text("sub")}));
  }
  Listed listed{.accounts = {}, .next = page.next};
  for (const auto& item : co_await store_.batch_get(std::move(keys))) {
    if (item) listed.accounts.push_back(account_of(*item));
  }
  co_return listed;
}

}  // namespace dailygrind::identity
