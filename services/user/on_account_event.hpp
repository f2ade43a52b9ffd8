#pragma once

#include "platform/bus/bus.hpp"
#include "services/user/users.hpp"

namespace dailygrind::user {

/// ACCOUNT_DISABLED and ACCOUNT_ENABLED of the identity. Events may come twice and in any order, so
/// they are only a reason to ask the account directory how the account is now; without a directory
/// the event is believed. Other types are ignored.
Task<> on_account_event(Users& users, const bus::Event& event);

}  // namespace dailygrind::user
