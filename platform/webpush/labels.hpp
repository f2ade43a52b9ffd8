#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush {

/// What push services are called in metrics: by the hosts of the browsers', or what theirs end
/// with. Endpoints are what users say they are, so that all others are one, the last.
inline constexpr std::array service_labels{"fcm.googleapis.com", "push.services.mozilla.com",
                                           "push.apple.com", "notify.windows.com", "other"};
/// The position in `service_labels`.
[[nodiscard]] std::size_t label_of(std::string_view origin);

[[nodiscard]] std::string_view name_of(Outcome outcome);

}  // namespace dailygrind::webpush
