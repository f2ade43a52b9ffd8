#include "platform/core/problem.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<NoContent> delete_comment(Posts& posts, const Call& call, PostId post, CommentId id) {
  const auto place = co_await posts.repository.place_of(post);
  const auto comment = co_await posts.repository.comment(post, id);
  if (!place || !comment) throw Problem::not_found();
  // One's own comment can be taken back even from a post that one no longer sees.
  if (comment->user_id != call.user && place->author != call.user) {
    co_await posts.repository.see(call.user, post);
    throw Problem::forbidden("Only its author and the post's author may delete a comment.");
  }
  const auto change = co_await posts.repository.delete_comment(call.user, *place, post, *comment);
  if (change != Change::made) throw Problem::not_found();
  co_return NoContent{};
}

}  // namespace dailygrind::post
