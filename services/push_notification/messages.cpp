#include "services/push_notification/messages.hpp"

#include "platform/core/ids.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/webpush/notification.hpp"

namespace dailygrind::push {
namespace {

constexpr std::size_t longest_topic = 32;
/// With all that stands around them, title, text and address fit a message.
constexpr std::size_t longest_body = 1000;
constexpr std::size_t longest_title = 400;

/// For the page's worker.
struct MessageData {
  NotificationType type = NotificationType::message;
  std::string notification_id;
  std::string url;
};
DAILYGRIND_DESCRIBE(MessageData, (type, notification_id, url))

std::string absolute(const Settings& settings, const std::string& url) {
  return url.starts_with('/') ? settings.app_url + url : url;
}

}  // namespace

std::string payload_of(const Settings& settings, const InboxRecord& entry,
                       const std::string& notification, const std::string& tag) {
  return webpush::declarative_payload(
      {.title = webpush::shortened(entry.title, longest_title),
       .navigate = absolute(settings, entry.url),
       .body = webpush::shortened(entry.body, longest_body),
       .tag = tag,
       .lang = "en",
       .data = describe::to_json(MessageData{entry.type, notification, entry.url})});
}

std::string topic_of(char kind, const std::string& id) {
  std::string topic{kind};
  for (const char c : id) {
    if (c != '-' && is_slug({&c, 1})) topic += c;
  }
  // The end of an id is what is random in it.
  if (topic.size() > longest_topic) topic.erase(1, topic.size() - longest_topic);
  return topic;
}

InboxRecord daily_entry(bool posted, Instant now) {
  InboxRecord entry{.type = NotificationType::daily,
                    .title = "Time for today's Piece of Knowledge",
                    .body = "What have you learnt that others should know?",
                    .url = "/",
                    .timestamp = format_timestamp(now)};
  if (!posted) return entry;
  entry.title = "You have shared today";
  entry.body = "See what your friends have learnt.";
  return entry;
}

}  // namespace dailygrind::push
