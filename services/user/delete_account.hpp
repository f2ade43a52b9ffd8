#pragma once

#include "services/user/users.hpp"

namespace dailygrind::user {

/// Removes what a deleted account left, where that is not done yet, in transactions of at most 100
/// writes; then its sign-in account. May be called at any time, from several places at once.
Task<> finish_deletion(Users& users, const UserId& user);

/// Finishes every deletion that a crash or a failure left behind: at the start and now and then.
/// One that fails is logged and does not keep the others from being finished.
Task<> resume_deletions(Users& users);

}  // namespace dailygrind::user
