#include "platform/core/problem.hpp"
#include "services/post/announce.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {
namespace {

void demand_no_media(const std::vector<std::string>& media) {
  std::vector<Fault> faults;
  for (std::size_t i = 0; i < media.size(); ++i) {
    faults.push_back({"/media/" + std::to_string(i), "unknown media id"});
  }
  if (!faults.empty()) throw Problem::invalid(std::move(faults));
}

Created<Post> created(Post post) {
  auto location = "/posts/" + post.post_id.str();
  return {std::move(post), std::move(location)};
}

/// What the first call with this key made.
Task<Created<Post>> repeat(Posts& posts, const Call& call, std::string made) {
  const PostId id{std::move(made)};
  const auto place = co_await posts.repository.place_of(id);
  if (!place) {
    throw Problem::conflict("already-deleted", "The post of this Idempotency-Key was deleted.");
  }
  auto sight = co_await posts.repository.see(call.user, id);
  co_return created(sight.post.seen_by(call.user, sight.liked));
}

PostRecord record_of(const Posts& posts, const UserId& author, const Card& card, NewPost draft) {
  const auto now = posts.clock.now();
  return {.post_id = PostId{uuid_v7(now, posts.random)},
          .user_id = author,
          .title = std::move(draft.title),
          .content = std::move(draft.content),
          .timestamp = format_timestamp(now),
          .day = card.day(now)};
}

Post first_view(PostRecord record) {
  return {.post_id = std::move(record.post_id),
          .user_id = std::move(record.user_id),
          .title = std::move(record.title),
          .content = std::move(record.content),
          .timestamp = std::move(record.timestamp),
          .day = std::move(record.day)};
}

}  // namespace

Task<Created<Post>> create_post(Posts& posts, const Call& call, NewPost draft) {
  demand_no_media(draft.media);
  if (auto made = co_await posts.idempotency.find(call)) {
    co_return co_await repeat(posts, call, std::move(*made));
  }
  const auto card = co_await posts.repository.card(call.user);
  auto record = record_of(posts, call.user, card, std::move(draft));
  std::vector<store::Write> with;
  posts.idempotency.record(call, record.post_id.str(), with);
  auto told = announce_post(posts, record, call.traceparent);
  const auto added = co_await posts.repository.add_post(record, std::move(with), std::move(told));
  if (added.outcome == Added::Outcome::repeated) {
    auto made = co_await posts.idempotency.find(call);
    if (!made) throw Problem::unavailable("an idempotency record vanished");
    co_return co_await repeat(posts, call, std::move(*made));
  }
  if (added.outcome == Added::Outcome::day_taken) {
    throw Problem::conflict("already-posted", "There is a post on this day already.")
        .with("postId", added.existing.str());
  }
  posts.outbox.wake();
  co_return created(first_view(std::move(record)));
}

}  // namespace dailygrind::post
