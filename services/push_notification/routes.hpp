#pragma once

#include "platform/api/routes.hpp"

namespace dailygrind::push {

struct Push;

/// What the push notification service answers over HTTP. `push` must outlive the table.
api::Routes routes(Push& push);

}  // namespace dailygrind::push
