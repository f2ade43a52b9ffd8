#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<NoContent> unpin_post(Posts& posts, const Call& call, PostId post) {
  co_await posts.repository.unpin(call.user, post);
  co_return NoContent{};
}

}  // namespace dailygrind::post
