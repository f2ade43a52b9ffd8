#include "services/post/on_user_event.hpp"

#include <algorithm>

#include "platform/core/problem.hpp"
#include "platform/describe/json_read.hpp"
#include "services/events.hpp"
#include "services/post/posts.hpp"

namespace dailygrind::post {
namespace {

template <typename T>
T read(const bus::Event& event) {
  return describe::from_foreign_json<T>(event.data);
}

void demand(const UserId& id) {
  if (id.empty()) throw Problem::malformed("The event names nobody.");
}

/// Somebody who comes back after a deletion waits until it is carried out.
Task<> keep_user(Posts& posts, const bus::Event& event) {
  auto user = read<events::User>(event);
  demand(user.user_id);
  const CardRecord card{.first_name = std::move(user.first_name),
                        .last_name = std::move(user.last_name),
                        .profile_picture_url = std::move(user.profile_picture_url),
                        .time_zone = std::move(user.time_zone),
                        .disabled = user.disabled,
                        .version = event.version};
  auto kept = co_await posts.repository.keep_card(user.user_id, card);
  if (kept != Change::gone) co_return;
  co_await posts.deletion.finish_user(user.user_id);
  kept = co_await posts.repository.keep_card(user.user_id, card);
  if (kept == Change::gone) throw Problem::unavailable("a deletion is being carried out");
}

Task<> delete_user(Posts& posts, const bus::Event& event) {
  const auto [user] = read<events::UserDeleted>(event);
  demand(user);
  co_await posts.repository.bury(user, event.version, event.occurred_at);
  co_await posts.deletion.finish_user(user);
}

template <bool exists>
Task<> keep_friendship(Posts& posts, const bus::Event& event) {
  const auto [one, other] = read<events::Friendship>(event);
  demand(one);
  demand(other);
  co_await posts.repository.keep_friendship(one, other, event.version, exists);
}

/// A block ends a friendship: its own event says so too, but may be late.
Task<> begin_block(Posts& posts, const bus::Event& event) {
  const auto [by, user] = read<events::Block>(event);
  demand(by);
  demand(user);
  co_await posts.repository.keep_friendship(by, user, event.version, false);
  co_await posts.repository.keep_block(by, user, event.version, true);
}

Task<> end_block(Posts& posts, const bus::Event& event) {
  const auto [by, user] = read<events::Block>(event);
  demand(by);
  demand(user);
  co_await posts.repository.keep_block(by, user, event.version, false);
}

struct Row {
  std::string_view type;
  Task<> (*handle)(Posts&, const bus::Event&);
};

constexpr std::array rows{
    Row{"USER_CREATED", keep_user},
    Row{"USER_UPDATED", keep_user},
    Row{"USER_DELETED", delete_user},
    Row{"FRIENDSHIP_CREATED", keep_friendship<true>},
    Row{"FRIENDSHIP_DELETED", keep_friendship<false>},
    Row{"BLOCK_CREATED", begin_block},
    Row{"BLOCK_DELETED", end_block},
};

}  // namespace

Task<> on_user_event(Posts& posts, const bus::Event& event) {
  const auto row = std::ranges::find(rows, event.type, &Row::type);
  if (row != rows.end()) co_await row->handle(posts, event);
}

}  // namespace dailygrind::post
