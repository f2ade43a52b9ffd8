#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "services/push_notification/messages.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {

Task<Accepted<Notification>> send_test(Push& push, const Call& call) {
  const auto now = push.clock.now();
  Note note{.id = NotificationId{uuid_v7(now, push.random)},
            .to = call.user,
            .entry = {.type = NotificationType::test,
                      .title = "It works",
                      .body = "Notifications of " + push.settings.instance_name + " reach you.",
                      .url = "/",
                      .timestamp = format_timestamp(now)},
            .topic = test_topic,
            .ends = now + std::chrono::minutes{10}};
  note.payload = payload_of(push.settings, note.entry, note.id.str(), note.topic);
  if (co_await push.repository.add_note(note, true) == Change::refused) {
    throw Problem::unauthorized("This account was deleted.");
  }
  push.outgoing.wake();
  co_return Accepted<Notification>{{.notification_id = note.id,
                                    .type = note.entry.type,
                                    .title = note.entry.title,
                                    .body = note.entry.body,
                                    .url = note.entry.url,
                                    .timestamp = note.entry.timestamp},
                                   "/push-notifications/inbox"};
}

}  // namespace dailygrind::push
