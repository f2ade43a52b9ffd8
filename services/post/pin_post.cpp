#include "platform/core/problem.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Created<Post>> pin_post(Posts& posts, const Call& call, PostId post) {
  const auto sight = co_await posts.repository.see(call.user, post);
  if (sight.place.author != call.user) {
    throw Problem::forbidden("Only your own posts can be pinned.");
  }
  const auto change = co_await posts.repository.pin(sight.place, post);
  if (change == Change::gone) throw Problem::not_found();
  if (change == Change::full) {
    throw Problem::conflict("too-many-pins", "Five posts are pinned: unpin one first.");
  }
  const auto pinned = co_await posts.repository.see(call.user, post);
  co_return Created<Post>{.body = pinned.post.seen_by(call.user, pinned.liked),
                          .location = "/posts/users/me/pinned-posts/" + post.str(),
                          .is_new = change == Change::made};
}

}  // namespace dailygrind::post
