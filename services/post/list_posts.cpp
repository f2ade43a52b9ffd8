#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Paged<Post>> list_posts(Posts& posts, const Call& call, UserId author, Page page) {
  const auto person = co_await posts.repository.see_person(call.user, author);
  if (!person.visible) co_return Paged<Post>{};
  auto found = co_await posts.repository.posts_of(author, page);
  const auto liked = co_await posts.repository.liked_among(call.user, found.items);
  Paged<Post> seen{{}, std::move(found.next)};
  seen.items.reserve(found.items.size());
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    seen.items.push_back(found.items[i].seen_by(call.user, liked[i]));
  }
  co_return seen;
}

}  // namespace dailygrind::post
