#include "platform/core/problem.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<NoContent> unlike_post(Posts& posts, const Call& call, PostId post) {
  const auto sight = co_await posts.repository.see(call.user, post);
  if (!sight.liked) co_return NoContent{};
  const auto change = co_await posts.repository.unlike(call.user, sight.place, post);
  if (change == Change::gone) throw Problem::not_found();
  co_return NoContent{};
}

}  // namespace dailygrind::post
