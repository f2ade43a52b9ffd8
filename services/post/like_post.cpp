#include "platform/core/problem.hpp"
#include "services/post/announce.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Created<Post>> like_post(Posts& posts, const Call& call, PostId post) {
  const auto sight = co_await posts.repository.see(call.user, post);
  auto change = Change::unchanged;
  if (!sight.liked) {
    auto told = announce_reaction(posts, call, sight.place.author, post);
    change = co_await posts.repository.like(call.user, sight.place, post, std::move(told));
    if (change == Change::gone) throw Problem::not_found();
    posts.outbox.wake();
  }
  auto seen = sight.post.seen_by(call.user, true);
  // As it was read, with this like: another read would be one more round trip.
  if (change == Change::made) ++seen.like_count;
  co_return Created<Post>{.body = std::move(seen),
                          .location = "/posts/" + post.str() + "/likes",
                          .is_new = change == Change::made};
}

}  // namespace dailygrind::post
