#pragma once

#include <string>

#include "services/push_notification/records.hpp"
#include "services/push_notification/settings.hpp"

/// What devices are told.
namespace dailygrind::push {

/// The declarative payload of a notification. `tag` makes a device show one of its kind, and is the
/// message's topic too.
std::string payload_of(const Settings& settings, const InboxRecord& entry,
                       const std::string& notification, const std::string& tag);

/// A topic of at most 32 characters of base64url (RFC 8030 §5.4) for all that is told of one thing:
/// `kind` is one letter.
std::string topic_of(char kind, const std::string& id);

/// The daily call; another text for who has posted already.
InboxRecord daily_entry(bool posted, Instant now);

inline constexpr auto daily_topic = "daily";
inline constexpr auto test_topic = "test";

}  // namespace dailygrind::push
