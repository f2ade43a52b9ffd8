#pragma once

#include "platform/api/routes.hpp"

namespace dailygrind::post {

struct Posts;

/// What the post service answers over HTTP. `posts` must outlive the table.
api::Routes routes(Posts& posts);

}  // namespace dailygrind::post
