#include "services/post/announce.hpp"

#include "platform/describe/json_write.hpp"
#include "services/events.hpp"

namespace dailygrind::post {
namespace {

/// A post begins and ends once.
constexpr std::int64_t begun = 1;
constexpr std::int64_t ended = 2;

std::string name_of(const Card& card, const UserId& id) {
  const auto user = card.user(id);
  const bool both = !user.first_name.empty() && !user.last_name.empty();
  return user.first_name + (both ? " " : "") + user.last_name;
}

template <typename Data>
Told record(Posts& posts, const char* type, std::int64_t version, const Data& data,
            const std::string& traceparent) {
  Told told;
  told.push_back(
      posts.outbox.record(events::post_topic, type, version, describe::to_json(data), traceparent));
  return told;
}

}  // namespace

Told announce_post(Posts& posts, const PostRecord& post, const std::string& traceparent) {
  const events::Post data{post.post_id.str(), post.user_id, post.day};
  return record(posts, "POST_CREATED", begun, data, traceparent);
}

Told announce_deletion(Posts& posts, const Place& place, const PostId& post,
                       const std::string& traceparent) {
  const events::Post data{post.str(), place.author, place.day};
  return record(posts, "POST_DELETED", ended, data, traceparent);
}

Told announce_reaction(Posts& posts, const api::Call& call, const UserId& author,
                       const PostId& post, std::optional<CommentId> comment) {
  if (call.user == author) return {};
  events::Reaction data{.post_id = post.str(),
                        .author_id = author,
                        .by_user_id = call.user,
                        .by_name = name_of(Card{call.record}, call.user)};
  if (comment) data.comment_id = comment->str();
  return record(posts, comment ? "POST_COMMENTED" : "POST_LIKED", begun, data, call.traceparent);
}

}  // namespace dailygrind::post
