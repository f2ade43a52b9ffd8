#include "services/push_notification/on_event.hpp"

#include <algorithm>

#include "platform/core/problem.hpp"
#include "platform/describe/json_read.hpp"
#include "services/events.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/tell.hpp"

namespace dailygrind::push {
namespace {

template <typename T>
T read(const bus::Event& event) {
  return describe::from_foreign_json<T>(event.data);
}

void demand(const UserId& id) {
  if (id.empty()) throw Problem::malformed("The event names nobody.");
}

Task<> keep_user(Push& push, const bus::Event& event) {
  const auto user = read<events::User>(event);
  demand(user.user_id);
  co_await push.repository.change(user.user_id, [&](PersonRecord& person) {
    if (event.version <= person.version) return false;
    person.first_name = user.first_name;
    person.last_name = user.last_name;
    person.time_zone = user.time_zone;
    person.disabled = user.disabled;
    person.deleted = false;
    person.version = event.version;
    return true;
  });
}

Task<> delete_user(Push& push, const bus::Event& event) {
  const auto [user] = read<events::UserDeleted>(event);
  demand(user);
  co_await push.repository.bury(user, event.version, event.occurred_at);
  co_await push.repository.clear(user, event.occurred_at);
}

template <bool exists>
Task<> keep_block(Push& push, const bus::Event& event) {
  const auto [by, user] = read<events::Block>(event);
  demand(by);
  demand(user);
  co_await push.repository.keep_block(by, user, event.version, exists);
}

Task<> asked(Push& push, const bus::Event& event) {
  const auto [from, to] = read<events::FriendRequest>(event);
  demand(from);
  demand(to);
  co_await tell(push, event, {.type = NotificationType::request, .to = to, .by = from});
}

/// `userAId` is who had asked.
Task<> accepted(Push& push, const bus::Event& event) {
  const auto [asker, other] = read<events::Friendship>(event);
  demand(asker);
  demand(other);
  co_await tell(push, event, {.type = NotificationType::acceptance, .to = asker, .by = other});
}

/// Of several posts the latest counts; its id sorts by time.
template <bool exists>
Task<> keep_post(Push& push, const bus::Event& event) {
  const auto post = read<events::Post>(event);
  demand(post.user_id);
  co_await push.repository.change(post.user_id, [&](PersonRecord& person) {
    const bool same = person.posted == post.post_id;
    if (person.deleted || post.post_id < person.posted) return false;
    if (same && (exists || person.posted_gone)) return false;
    person.posted = post.post_id;
    person.posted_day = day_number(post.day);
    person.posted_gone = !exists;
    return true;
  });
}

template <NotificationType type>
Task<> reacted(Push& push, const bus::Event& event) {
  const auto reaction = read<events::Reaction>(event);
  demand(reaction.author_id);
  demand(reaction.by_user_id);
  co_await tell(push, event,
                {.type = type,
                 .to = reaction.author_id,
                 .by = reaction.by_user_id,
                 .by_name = reaction.by_name,
                 .post = reaction.post_id});
}

struct Row {
  std::string_view type;
  Task<> (*handle)(Push&, const bus::Event&);
  bool news = false;
};

constexpr std::array rows{
    Row{"USER_CREATED", keep_user},
    Row{"USER_UPDATED", keep_user},
    Row{"USER_DELETED", delete_user},
    Row{"BLOCK_CREATED", keep_block<true>},
    Row{"BLOCK_DELETED", keep_block<false>},
    Row{"FRIEND_REQUESTED", asked, true},
    Row{"FRIENDSHIP_CREATED", accepted, true},
    Row{"POST_CREATED", keep_post<true>},
    Row{"POST_DELETED", keep_post<false>},
    Row{"POST_LIKED", reacted<NotificationType::like>, true},
    Row{"POST_COMMENTED", reacted<NotificationType::comment>, true},
};

}  // namespace

bool is_news(const bus::Event& event) {
  const auto row = std::ranges::find(rows, event.type, &Row::type);
  return row != rows.end() && row->news;
}

Task<> on_event(Push& push, const bus::Event& event) {
  const auto row = std::ranges::find(rows, event.type, &Row::type);
  if (row != rows.end()) co_await row->handle(push, event);
}

}  // namespace dailygrind::push
