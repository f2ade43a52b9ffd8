#pragma once

#include <string>

#include "platform/core/server_config.hpp"
#include "platform/webpush/curl_sender.hpp"
#include "platform/webpush/vapid_keys.hpp"
#include "services/push_notification/settings.hpp"

/// What the configuration says about push notifications. All throw std::runtime_error with one
/// sentence that names the setting.
namespace dailygrind {

/// The contact, "" where none is known. Throws where push services would refuse it.
[[nodiscard]] std::string vapid_contact(const ServerConfig& config);

/// `keys` must outlive them; `alone` as there.
[[nodiscard]] push::Settings push_settings(const ServerConfig& config, webpush::VapidKeys& keys,
                                           bool alone);

[[nodiscard]] webpush::SenderSettings sender_settings(const ServerConfig& config);

}  // namespace dailygrind
