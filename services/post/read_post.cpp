#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Post> read_post(Posts& posts, const Call& call, PostId post) {
  const auto sight = co_await posts.repository.see(call.user, post);
  co_return sight.post.seen_by(call.user, sight.liked);
}

}  // namespace dailygrind::post
