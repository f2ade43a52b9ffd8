#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<std::optional<Post>> daily_post(Posts& posts, const Call& call, UserId author) {
  const auto person = co_await posts.repository.see_person(call.user, author);
  if (!person.visible) co_return std::nullopt;
  const Place today{std::move(author), person.card.day(posts.clock.now())};
  const std::vector<StoredPost> found{co_await posts.repository.post_at(today)};
  if (!found.front()) co_return std::nullopt;
  const auto liked = co_await posts.repository.liked_among(call.user, found);
  co_return found.front().seen_by(call.user, liked.front());
}

}  // namespace dailygrind::post
