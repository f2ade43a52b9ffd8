#include "platform/core/problem.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<NoContent> unlike_post(Posts& posts, const Call& call, PostId post) {
  const auto place = co_await posts.repository.last_place_of(post);
  if (!place) throw Problem::not_found();
  const auto change = co_await posts.repository.unlike(call.user, *place, post);
  if (change == Change::gone) throw Problem::not_found();
  co_return NoContent{};
}

}  // namespace dailygrind::post
