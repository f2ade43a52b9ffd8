#pragma once

#include <unordered_set>

#include "services/user/users.hpp"

namespace dailygrind::user {

/// Counts of friends in common are exact up to this many friends on either side, and lower bounds
/// beyond it, so that no request's cost grows without an end.
inline constexpr std::size_t most_friends_looked_at = 500;

/// The ids of a list, at most `most`.
Task<std::vector<UserId>> ids_of(Users& users, const UserId& owner, List list, std::size_t most);
/// Somebody's friends whose accounts are not disabled.
Task<std::unordered_set<UserId>> shown_friends(Users& users, const UserId& owner);

}  // namespace dailygrind::user
