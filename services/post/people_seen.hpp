#pragma once

#include <optional>
#include <vector>

#include "platform/core/task.hpp"
#include "services/post/contract.hpp"

namespace dailygrind::post {

struct Posts;

/// How `viewer` sees each of `people`, in their order: nothing for somebody who was deleted or
/// disabled, or when one of the two blocks the other. Nobody is hidden from themselves.
Task<std::vector<std::optional<User>>> people_seen(Posts& posts, const UserId& viewer,
                                                   const std::vector<UserId>& people);

}  // namespace dailygrind::post
