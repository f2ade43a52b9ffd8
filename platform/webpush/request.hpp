#pragma once

#include <string>

#include "platform/core/random.hpp"
#include "platform/http/client.hpp"
#include "platform/webpush/recipient.hpp"
#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush {

/// At most 32 of base64url's characters (RFC 8030 §5.4).
[[nodiscard]] bool is_topic(std::string_view topic);

/// The request that brings a message to a push service (RFC 8030 §5), encrypted.
[[nodiscard]] http::ClientRequest make_request(const std::string& endpoint,
                                               const Recipient& recipient, const Message& message,
                                               std::string authorization, Random& random);

}  // namespace dailygrind::webpush
