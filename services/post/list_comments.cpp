#include "services/post/people_seen.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Paged<CommentEntry>> list_comments(Posts& posts, const Call& call, PostId post, Page page) {
  co_await posts.repository.see(call.user, post);
  auto comments = co_await posts.repository.comments_of(post, page);
  std::vector<UserId> writers;
  writers.reserve(comments.items.size());
  for (const auto& comment : comments.items) writers.push_back(comment.user_id);
  auto users = co_await people_seen(posts, call.user, writers);
  Paged<CommentEntry> entries{{}, std::move(comments.next)};
  for (std::size_t i = 0; i < users.size(); ++i) {
    if (users[i]) entries.items.push_back({std::move(comments.items[i]), std::move(*users[i])});
  }
  co_return entries;
}

}  // namespace dailygrind::post
