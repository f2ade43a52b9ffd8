#include "services/post/people_seen.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Paged<User>> list_likes(Posts& posts, const Call& call, PostId post, Page page) {
  co_await posts.repository.see(call.user, post);
  auto likes = co_await posts.repository.likes_of(post, page);
  Paged<User> users{{}, std::move(likes.next)};
  for (auto& user : co_await people_seen(posts, call.user, likes.items)) {
    if (user) users.items.push_back(std::move(*user));
  }
  co_return users;
}

}  // namespace dailygrind::post
