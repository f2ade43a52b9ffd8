#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "services/post/announce.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {
namespace {

/// Likes and comments of most posts go before the answer; of a very popular one, soon after it.
constexpr std::size_t steps_before_answer = 4;

Task<> tidy_up(Posts& posts, const PostId& post) {
  try {
    co_await posts.deletion.finish_post(post, steps_before_answer);
  } catch (const Problem& problem) {
    log::warning("a deletion waits", {{"post", post.str()}, {"cause", problem.what()}});
  }
}

}  // namespace

Task<NoContent> delete_post(Posts& posts, const Call& call, PostId post) {
  const auto sight = co_await posts.repository.see(call.user, post);
  if (sight.place.author != call.user) {
    throw Problem::forbidden("Only its author may delete a post.");
  }
  auto told = announce_deletion(posts, sight.place, post, call.traceparent);
  const auto change = co_await posts.repository.delete_post(sight.place, post, std::move(told));
  if (change != Change::made) throw Problem::not_found();
  posts.outbox.wake();
  co_await tidy_up(posts, post);
  co_return NoContent{};
}

}  // namespace dailygrind::post
