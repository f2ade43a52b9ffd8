#pragma once

#include "platform/api/call.hpp"
#include "services/user/users.hpp"

/// Who sees what of whom: the only place that decides it.
namespace dailygrind::user {

/// Whether `viewer` may know that this person exists: alive, not disabled, nobody blocks anybody.
bool may_know(const Seen& seen);
/// Whether `viewer` sees more than name, picture and relation.
bool may_see_profile(const UserId& viewer, const Seen& seen);
/// The person as `viewer` sees them.
UserInfo view(const Users& users, const UserId& viewer, const Seen& seen);
/// What a block list shows of somebody: name and picture.
UserInfo view_of_blocked(const Users& users, const Seen& seen);
/// Where the picture of somebody is to be read; nothing where there is none.
std::optional<std::string> picture_url_of(const Users& users, const UserId& user,
                                          const ProfileRecord& profile);

/// Somebody whom the caller may know; Problem 404 for everybody else. One batch read.
Task<Seen> find_known(Users& users, const UserId& viewer, const UserId& id);

/// Problem 401 where the account was deleted, as far as it can be known.
void demand_not_deleted(const Users& users, const ProfileRecord& mine);
/// For what only somebody with a profile may do: Problem 401 where the account was deleted, 409
/// where there is no profile yet.
void demand_profile(const Users& users, const ProfileRecord& mine);

}  // namespace dailygrind::user
