#include "platform/core/both.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<std::optional<Post>> daily_post(Posts& posts, const Call& call, UserId author) {
  auto& repository = posts.repository;
  const auto now = posts.clock.now();
  // At the same time: together they are one round trip.
  const auto [post, likes] = co_await both(repository.see_today(call.user, author, now),
                                           repository.recent_likes(call.user, now - longest_today));
  if (!post) co_return std::nullopt;
  co_return post.seen_by(call.user, likes.contains(post.id()));
}

}  // namespace dailygrind::post
