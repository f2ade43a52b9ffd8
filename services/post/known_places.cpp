#include "services/post/known_places.hpp"

#include <algorithm>
#include <functional>

namespace dailygrind::post {

std::span<KnownPlaces::Entry> KnownPlaces::set_of(const PostId& post) {
  const auto set = std::hash<PostId>{}(post) % (capacity / ways);
  return std::span{entries_}.subspan(set * ways, ways);
}

std::optional<Place> KnownPlaces::find(const PostId& post) {
  const std::scoped_lock lock{mutex_};
  if (entries_.empty()) return std::nullopt;
  const auto set = set_of(post);
  const auto found = std::ranges::find(set, post, &Entry::post);
  if (found == set.end()) return std::nullopt;
  std::ranges::rotate(set.begin(), found, found + 1);
  return set.front().place;
}

void KnownPlaces::keep(const PostId& post, const Place& place) {
  const std::scoped_lock lock{mutex_};
  if (entries_.empty()) entries_.resize(capacity);
  const auto set = set_of(post);
  const auto found = std::ranges::find(set, post, &Entry::post);
  const auto slot = found == set.end() ? set.end() - 1 : found;
  *slot = {post, place};
  std::ranges::rotate(set.begin(), slot, slot + 1);
}

}  // namespace dailygrind::post
