#pragma once

#include "platform/api/call.hpp"
#include "services/user/pair_rules.hpp"
#include "services/user/users.hpp"

namespace dailygrind::user {

/// Takes `step` towards `other`, with rows, counts and events in one transaction, and gives how the
/// other now stands to the caller. Throws the refusals that `verbs.hpp` promises. Steps that only
/// remove something are never refused. `other` must not be the caller.
Task<Seen> take_step(Users& users, const api::Call& call, const UserId& other, Step step);

}  // namespace dailygrind::user
