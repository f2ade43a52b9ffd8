#include "platform/core/problem.hpp"
#include "services/post/announce.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {
namespace {

Created<Comment> created(const PostId& post, Comment comment) {
  auto location = "/posts/" + post.str() + "/comments/" + comment.comment_id.str();
  return {std::move(comment), std::move(location)};
}

/// What the first call with this key made.
Task<Created<Comment>> repeat(Posts& posts, const PostId& post, std::string made) {
  auto comment = co_await posts.repository.comment(post, CommentId{std::move(made)});
  if (!comment) {
    throw Problem::conflict("already-deleted", "The comment of this Idempotency-Key was deleted.");
  }
  co_return created(post, std::move(*comment));
}

}  // namespace

Task<Created<Comment>> create_comment(Posts& posts, const Call& call, PostId post,
                                      NewComment draft) {
  const auto sight = co_await posts.repository.see(call.user, post);
  if (auto made = co_await posts.idempotency.find(call)) {
    co_return co_await repeat(posts, post, std::move(*made));
  }
  const auto now = posts.clock.now();
  Comment comment{.comment_id = CommentId{uuid_v7(now, posts.random)},
                  .user_id = call.user,
                  .content = std::move(draft.content),
                  .timestamp = format_timestamp(now)};
  std::vector<store::Write> with;
  posts.idempotency.record(call, comment.comment_id.str(), with);
  auto told = announce_reaction(posts, call, sight.place.author, post, comment.comment_id);
  const auto added = co_await posts.repository.add_comment(sight.place, post, comment,
                                                           std::move(with), std::move(told));
  if (added.outcome == Added::Outcome::gone) throw Problem::not_found();
  if (added.outcome == Added::Outcome::repeated) {
    auto made = co_await posts.idempotency.find(call);
    if (!made) throw Problem::unavailable("an idempotency record vanished");
    co_return co_await repeat(posts, post, std::move(*made));
  }
  posts.outbox.wake();
  co_return created(post, std::move(comment));
}

}  // namespace dailygrind::post
