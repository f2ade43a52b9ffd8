#pragma once

#include "platform/identity/account_directory.hpp"
#include "platform/identity/embedded/accounts.hpp"

namespace dailygrind::identity {

/// The embedded accounts as a directory. `accounts` must outlive it.
class EmbeddedDirectory final : public AccountDirectory {
 public:
  explicit EmbeddedDirectory(Accounts& accounts) : accounts_(accounts) {}

  Task<std::optional<AccountView>> find(UserId id) override;
  Task<std::optional<AccountView>> find_by_email(std::string email) override;
  Task<AccountPage> list(std::string query, std::string after, std::size_t limit) override;
  Task<bool> set_enabled(UserId id, bool enabled) override;
  Task<bool> sign_out(UserId id) override;
  Task<bool> add_to_group(UserId id, std::string group) override;
  Task<bool> remove_from_group(UserId id, std::string group) override;
  Task<bool> remove(UserId id) override;
  Task<std::string> create_reset_code(UserId id) override;
  Task<Tokens> mint_tokens(UserId id) override;
  Task<std::string> hash_password(std::string password) override;
  Task<UserId> create(NewAccount account) override;

 private:
  Accounts& accounts_;
};

}  // namespace dailygrind::identity
