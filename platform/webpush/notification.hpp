#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace dailygrind::webpush {

/// What a device shows. Absent members are left out of the payload.
struct Notification {
  std::string title;     ///< required
  std::string navigate;  ///< required: the absolute URL that a click opens
  std::string body;
  std::string tag;   ///< a later one with the same tag takes its place
  std::string lang;  ///< BCP 47
  std::string dir;   ///< "ltr" or "rtl"
  std::string icon;  ///< an absolute URL
  std::optional<bool> silent;
  std::optional<std::uint64_t> app_badge;  ///< the number on the app's icon; 0 removes it
  /// A JSON value for the page's worker, as text; must be well-formed.
  std::string data;
};

/// The payload of a Declarative Web Push message (W3C Push API, "declarative push message"):
/// Safari shows it without a worker; elsewhere the page's worker reads the same members.
[[nodiscard]] std::string declarative_payload(const Notification& notification);

/// `text`, cut at a code point so that it has at most `most` bytes; an ellipsis shows the cut.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t most);

}  // namespace dailygrind::webpush
