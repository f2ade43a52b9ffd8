#pragma once

#include "services/user/users.hpp"

namespace dailygrind::user {

/// Hides or shows everything of somebody, and tells the other services. Works also before there is
/// a profile; the same again changes nothing.
Task<> set_disabled(Users& users, const UserId& user, bool disabled);

}  // namespace dailygrind::user
