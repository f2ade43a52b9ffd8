#pragma once

#include "platform/identity/embedded/operations.hpp"

namespace dailygrind::identity {

/// Sends the code that confirms a sign-up.
Task<Delivery> send_confirmation_code(Accounts& accounts, const Account& account);

}  // namespace dailygrind::identity
