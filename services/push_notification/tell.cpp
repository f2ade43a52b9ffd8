#include "services/push_notification/tell.hpp"

#include <algorithm>

#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/attributes.hpp"
#include "services/push_notification/messages.hpp"
#include "services/push_notification/push.hpp"

namespace dailygrind::push {
namespace {

using Relation = Repository::Relation;

/// Beyond it another like of the same post is no news.
constexpr std::size_t most_likes = 100;
constexpr int most_attempts = 30;

bool wants(const Preferences& wishes, NotificationType type) {
  using enum NotificationType;
  switch (type) {
    case request:
      return wishes.friend_requests;
    case acceptance:
      return wishes.acceptances;
    case comment:
      return wishes.comments;
    case like:
      return wishes.likes;
    case daily:
    case message:
    case test:
      return true;
  }
  return true;
}

bool is_news(const Deed& deed, const Relation& relation) {
  const bool between = deed.to != deed.by && !relation.blocked;
  if (relation.heard || !between || relation.to.hidden() || relation.by.hidden()) return false;
  if (deed.type == NotificationType::like) {
    const auto& people = relation.likes.people;
    if (people.size() >= most_likes || std::ranges::count(people, deed.by.str()) > 0) return false;
  }
  return wants(relation.to.wishes(), deed.type);
}

std::string name_of(const Deed& deed, const Relation& relation) {
  auto name = relation.by.name();
  if (name.empty()) name = deed.by_name;
  return name.empty() ? "Somebody" : name;
}

std::string with_others(std::string name, std::size_t others) {
  if (others == 0) return name;
  return name + " and " + std::to_string(others) + (others == 1 ? " other" : " others");
}

InboxRecord entry_of(const Deed& deed, const Relation& relation, Instant now) {
  using enum NotificationType;
  const auto name = name_of(deed, relation);
  InboxRecord entry{.type = deed.type, .timestamp = format_timestamp(now)};
  if (deed.type == request) {
    entry.title = name + " asks to be your friend";
    entry.url = "/friends";
  } else if (deed.type == acceptance) {
    entry.title = name + " is your friend now";
    entry.url = "/people/" + deed.by.str();
  } else if (deed.type == comment) {
    entry.title = name + " commented on your post";
    entry.url = "/pieces/" + deed.post;
  } else {
    entry.title = with_others(name, relation.likes.people.size()) + " liked your post";
    entry.url = "/pieces/" + deed.post;
  }
  return entry;
}

std::string topic_for(const Deed& deed) {
  using enum NotificationType;
  if (deed.type == request) return topic_of('r', deed.by.str());
  if (deed.type == acceptance) return topic_of('a', deed.by.str());
  return topic_of(deed.type == comment ? 'c' : 'l', deed.post);
}

/// The group of the likes with one more, in the place of what was read, and the old entry's end.
Repository::Writes group_writes(const Deed& deed, const Relation& relation, const Note& note,
                                Instant now) {
  using store::Condition;
  Repository::Writes writes;
  if (deed.type != NotificationType::like) return writes;
  auto likes = relation.likes;
  const auto before = std::exchange(likes.notification, note.id.str());
  likes.people.push_back(deed.by.str());
  auto attributes = describe::to_attributes(likes);
  attributes.set("version", relation.likes_version + 1);
  const auto condition = relation.likes_version == 0
                             ? Condition::absent()
                             : Condition::equals("version", relation.likes_version);
  writes.emplace_back(store::Put{
      {likes_key(deed.to, deed.post), std::move(attributes), now + Repository::inbox_kept},
      condition});
  if (!before.empty()) writes.emplace_back(store::Delete{inbox_key(deed.to, before), {}});
  return writes;
}

}  // namespace

Task<> tell(Push& push, const bus::Event& event, const Deed& deed) {
  if (push.clock.now() - event.occurred_at > Repository::inbox_kept) co_return;
  const bool grouped = deed.type == NotificationType::like;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const auto relation =
        co_await push.repository.relation(deed.to, deed.by, event.id, grouped ? deed.post : "");
    if (!is_news(deed, relation)) co_return;
    const auto now = push.clock.now();
    Note note{.id = NotificationId{uuid_v7(now, push.random)},
              .to = deed.to,
              .entry = entry_of(deed, relation, now),
              .topic = topic_for(deed),
              .event = event.id,
              .ends = event.occurred_at + push.settings.note_lasts};
    note.payload = payload_of(push.settings, note.entry, note.id.str(), note.topic);
    const bool send = !relation.to.devices.empty() && now < note.ends;
    auto group = group_writes(deed, relation, note, now);
    const auto change = co_await push.repository.add_note(note, send, std::move(group));
    if (change == Change::refused) continue;
    if (send) push.outgoing.wake();
    co_return;
  }
  throw Problem::unavailable("the likes of a post keep changing");
}

}  // namespace dailygrind::push
