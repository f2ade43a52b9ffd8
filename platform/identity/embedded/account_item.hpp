#pragma once

#include <string>
#include <string_view>

#include "platform/identity/embedded/account.hpp"
#include "platform/store/store.hpp"

/// How an account lies in the store; only for AccountRecords.
namespace dailygrind::identity {

inline constexpr std::string_view email_partition = "emails";

store::Key account_key(const UserId& id);
store::Key email_key(const std::string& email);
store::Item account_item(const Account& account);
store::Item email_item(const Account& account);
Account account_of(const store::Item& item);

}  // namespace dailygrind::identity
