#include <algorithm>

#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {
namespace {

/// Those pins of the page that still point at a post.
Task<std::vector<StoredPost>> pinned_posts(Posts& posts, const UserId& author, const Pins& pins) {
  std::vector<Place> places;
  for (const auto& pin : pins.posts) places.push_back({author, pin.day});
  auto found = co_await posts.repository.posts_at(places);
  std::vector<StoredPost> present;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].is(pins.posts[i].post_id)) present.push_back(std::move(found[i]));
  }
  co_return present;
}

/// Leaves the pins of the page; says whether more follow.
bool cut(Pins& pins, const Page& page) {
  auto& list = pins.posts;
  const auto after = std::ranges::find(
      list, page.after, [](const Pin& pin) -> const std::string& { return pin.post_id.str(); });
  if (after != list.end()) list.erase(list.begin(), after + 1);
  const bool more = list.size() > page.limit;
  if (more) list.resize(page.limit);
  return more;
}

}  // namespace

Task<Paged<Post>> list_pinned_posts(Posts& posts, const Call& call, UserId author, Page page) {
  const auto person = co_await posts.repository.see_person(call.user, author);
  if (!person.visible) co_return Paged<Post>{};
  auto pins = co_await posts.repository.pins(author);
  const bool more = cut(pins, page);
  const auto found = co_await pinned_posts(posts, author, pins);
  const auto liked = co_await posts.repository.liked_among(call.user, found);
  Paged<Post> seen;
  if (more) seen.next = pins.posts.back().post_id.str();
  for (std::size_t i = 0; i < found.size(); ++i) {
    seen.items.push_back(found[i].seen_by(call.user, liked[i]));
  }
  co_return seen;
}

}  // namespace dailygrind::post
