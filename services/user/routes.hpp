#pragma once

#include "platform/api/routes.hpp"
#include "services/user/users.hpp"

namespace dailygrind::user {

/// The service's table of calls; `users` must outlive it.
api::Routes routes(Users& users);

}  // namespace dailygrind::user
