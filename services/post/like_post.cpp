#include "platform/core/both.hpp"
#include "platform/core/problem.hpp"
#include "services/post/announce.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Created<Post>> like_post(Posts& posts, const Call& call, PostId post) {
  auto& repository = posts.repository;
  const auto place = co_await repository.last_place_of(post);
  if (!place) throw Problem::not_found();
  auto told = announce_reaction(posts, call, place->author, post);
  // At the same time: one after the other they would be two round trips.
  const auto [change, stored] = co_await both(
      repository.like(call.user, *place, post, std::move(told)), repository.post_at(*place));
  const bool is_new = change == Change::made;
  if (is_new) posts.outbox.wake();
  if (change == Change::gone || !stored.is(post)) throw Problem::not_found();
  auto seen = stored.seen_by(call.user, true);
  // Unless the post says that it was read with this like, it was read without it. (Or another like
  // came in between, within this call; then the answer's count is one more than there was.)
  if (is_new && stored.last_liker() != call.user.str()) ++seen.like_count;
  co_return Created<Post>{
      .body = std::move(seen), .location = "/posts/" + post.str() + "/likes", .is_new = is_new};
}

}  // namespace dailygrind::post
