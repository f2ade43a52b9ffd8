#pragma once

#include "services/user/users.hpp"

/// The events that tell other services of a change, as writes of the change's own transaction.
/// `services/events.hpp` has their shapes.
namespace dailygrind::user {

/// USER_CREATED, USER_UPDATED or USER_DELETED, as the standings before and after say.
void announce_profile(Users& users, Repository::Writes& writes, const UserId& user,
                      const ProfileRecord& before, const ProfileRecord& after,
                      const std::string& traceparent);

/// FRIENDSHIP_…, BLOCK_… and FRIEND_REQUESTED: all that differs between two states of a pair. In
/// FRIENDSHIP_CREATED `userAId` is who had asked, where there was a request.
void announce_pair(Users& users, Repository::Writes& writes, const Pair& pair,
                   const PairRecord& before, const PairRecord& after,
                   const std::string& traceparent);

}  // namespace dailygrind::user
