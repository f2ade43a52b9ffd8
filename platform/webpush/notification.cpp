#include "platform/webpush/notification.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace dailygrind::webpush {

namespace json = boost::json;

std::string declarative_payload(const Notification& notification) {
  json::object members{{"title", notification.title}, {"navigate", notification.navigate}};
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) members[name] = value;
  };
  add("body", notification.body);
  add("tag", notification.tag);
  add("lang", notification.lang);
  add("dir", notification.dir);
  add("icon", notification.icon);
  if (notification.silent) members["silent"] = *notification.silent;
  if (!notification.data.empty()) members["data"] = json::parse(notification.data);
  json::object message{{"web_push", 8030}};
  if (const auto badge = notification.app_badge) {
    // A number beside the notification in the standard, a string inside it in Safari 18.
    message["app_badge"] = *badge;
    members["app_badge"] = std::to_string(*badge);
  }
  message["notification"] = std::move(members);
  return json::serialize(message);
}

std::string shortened(const std::string& text, std::size_t most) {
  constexpr std::string_view ellipsis = "…";
  if (text.size() <= most) return text;
  if (most < ellipsis.size()) return {};
  auto end = most - ellipsis.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end).append(ellipsis);
}

}  // namespace dailygrind::webpush
