#include "platform/core/problem.hpp"
#include "services/post/announce.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Created<Post>> like_post(Posts& posts, const Call& call, PostId post) {
  auto sight = co_await posts.repository.see(call.user, post);
  auto change = Change::unchanged;
  if (!sight.liked) {
    auto told = announce_reaction(posts, call, sight, post);
    change = co_await posts.repository.like(call.user, sight.place, post, std::move(told));
    if (change == Change::gone) throw Problem::not_found();
    posts.outbox.wake();
    sight.post = co_await posts.repository.post_at(sight.place);
    if (!sight.post.is(post)) throw Problem::not_found();
  }
  co_return Created<Post>{.body = sight.post.seen_by(call.user, true),
                          .location = "/posts/" + post.str() + "/likes",
                          .is_new = change == Change::made};
}

}  // namespace dailygrind::post
