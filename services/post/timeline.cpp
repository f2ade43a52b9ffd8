#include <algorithm>

#include "platform/core/both.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {
namespace {

/// A post to show and where its author stands among the friends.
struct Shown {
  StoredPost post;
  std::size_t author;

  /// Newest first; the id decides between posts of one millisecond. Also the cursor.
  [[nodiscard]] std::string position() const { return post.timestamp() + post.id(); }
};

bool newer(const Shown& one, const Shown& other) {
  const int order = one.post.timestamp().compare(other.post.timestamp());
  return order != 0 ? order > 0 : one.post.id() > other.post.id();
}

/// The places of today's posts of those friends who are not hidden, and who they are.
struct Today {
  std::vector<Place> places;
  std::vector<std::size_t> authors;
};

Today today_of(const std::vector<UserId>& friends, const std::vector<Card>& cards, Instant now) {
  Today today;
  today.places.reserve(friends.size());
  today.authors.reserve(friends.size());
  for (std::size_t i = 0; i < friends.size(); ++i) {
    if (cards[i].hidden()) continue;
    today.places.push_back({friends[i], cards[i].day(now)});
    today.authors.push_back(i);
  }
  return today;
}

std::vector<Shown> sorted(std::vector<StoredPost> posts, const std::vector<std::size_t>& authors) {
  std::vector<Shown> shown;
  shown.reserve(posts.size());
  for (std::size_t i = 0; i < posts.size(); ++i) {
    if (posts[i]) shown.push_back({std::move(posts[i]), authors[i]});
  }
  std::ranges::sort(shown, newer);
  return shown;
}

/// The part of `shown` that `page` asks for.
std::span<const Shown> cut(const std::vector<Shown>& shown, const Page& page) {
  auto first = shown.begin();
  if (!page.after.empty()) {
    first = std::ranges::find_if(shown,
                                 [&](const Shown& entry) { return entry.position() < page.after; });
  }
  const auto left = static_cast<std::size_t>(shown.end() - first);
  return {first, std::min(left, page.limit)};
}

}  // namespace

Task<Paged<TimelineEntry>> timeline(Posts& posts, const Call& call, Page page) {
  auto& repository = posts.repository;
  const auto now = posts.clock.now();
  // At the same time: on a remote store each is a round trip.
  const auto [friends, likes] = co_await both(
      repository.friends(call.user), repository.recent_likes(call.user, now - longest_today));
  const auto cards = co_await repository.cards(friends);
  const auto today = today_of(friends, cards, now);
  const auto shown = sorted(co_await repository.posts_at(today.places), today.authors);
  const auto asked = cut(shown, page);
  Paged<TimelineEntry> entries;
  entries.items.reserve(asked.size());
  for (const auto& [post, author] : asked) {
    entries.items.push_back(
        {post.seen_by(call.user, likes.contains(post.id())), cards[author].user(friends[author])});
  }
  const bool more = !asked.empty() && &asked.back() != &shown.back();
  if (more) entries.next = asked.back().position();
  co_return entries;
}

}  // namespace dailygrind::post
