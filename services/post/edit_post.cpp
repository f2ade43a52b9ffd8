#include "platform/core/problem.hpp"
#include "platform/describe/json_write.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Post> edit_post(Posts& posts, const Call& call, PostId post, PostEdit edit, IfMatch if_match) {
  const auto before = co_await posts.repository.see(call.user, post);
  if (before.place.author != call.user) {
    throw Problem::forbidden("Only its author may edit a post.");
  }
  std::optional<std::int64_t> revision;
  if (!if_match.condition.empty()) {
    const auto seen = before.post.seen_by(call.user, before.liked);
    if_match.demand(api::etag_of_bytes(describe::to_json(seen)));
    revision = before.post.revision();
  }
  const auto change = co_await posts.repository.edit_post(before.place, post, edit, revision);
  if (change != Change::made) {
    throw revision ? Problem::precondition_failed() : Problem::not_found();
  }
  const auto after = co_await posts.repository.see(call.user, post);
  co_return after.post.seen_by(call.user, after.liked);
}

}  // namespace dailygrind::post
