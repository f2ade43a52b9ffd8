#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/identity/embedded/account.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::identity {

/// The accounts in the store (README.md describes the items). An e-mail belongs to one account: the
/// item that says so is written in the transaction that writes the account. Thread-safe.
class AccountRecords {
 public:
  AccountRecords(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  Task<std::optional<Account>> find(UserId id);
  /// `email` in lower case.
  Task<std::optional<Account>> find_by_email(std::string email);
  /// The account that a user name means: an e-mail in any case, or a `sub`.
  Task<std::optional<Account>> resolve(std::string username);

  /// Writes a new account together with `also`. Refused: index 0 is the e-mail, 1 the id, those of
  /// `also` follow.
  Task<store::WriteResult> create(const Account& account, std::vector<store::Write> also = {});

  /// Reads, lets `edit` change what it likes but the id, and writes together with `also`; again
  /// where somebody else wrote in between. Answers what was written, nothing where there is no such
  /// account. Throws what `edit` throws, Refusal::alias_exists where a changed e-mail is taken, and
  /// Refusal::code_expired where `also` is refused (it takes back a code).
  Task<std::optional<Account>> change(UserId id, std::function<void(Account&)> edit,
                                      std::vector<store::Write> also = {});

  /// Holds while the account is enabled and has the password that it has here. A sign-in begins
  /// under it, so that a new password or a disabling that comes in between ends this sign-in too.
  [[nodiscard]] static store::Check still_admits(const Account& account);

  /// Removes the account and frees its e-mail.
  Task<void> remove(const Account& account);

  struct Listed {
    std::vector<Account> accounts;
    std::optional<std::string> next;
  };
  /// Accounts by e-mail, those that begin with `prefix`, after `after`.
  Task<Listed> list(std::string prefix, std::string after, std::size_t limit);

 private:
  store::Store& store_;
  const Clock& clock_;
};

}  // namespace dailygrind::identity
