#include <algorithm>
#include <chrono>

#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

bool are_friends(const store::ItemPtr& bond) { return bond && !bond->attributes.flag("gone"); }

/// Every date that it is somewhere: time zones lie between 12 hours behind UTC and 14 ahead.
std::vector<std::string> days_somewhere(Instant now) {
  using std::chrono::days;
  using std::chrono::hours;
  std::vector<std::string> found;
  const auto last = std::chrono::floor<days>(now + hours{14});
  for (auto day = std::chrono::floor<days>(now - hours{12}); day <= last; day += days{1}) {
    found.push_back(format_day(day));
  }
  return found;
}

}  // namespace

Task<Sight> Repository::see(const UserId& viewer, const PostId& post) {
  auto place = co_await last_place_of(post);
  if (!place) throw Problem::not_found();
  const bool own = place->author == viewer;
  std::vector<store::Key> keys;
  keys.reserve(4);
  keys.push_back(post_key(*place));
  keys.push_back(liked_key(viewer, post));
  keys.push_back(card_key(place->author));
  if (!own) keys.push_back(friend_key(viewer, place->author));
  auto items = co_await store_.batch_get(std::move(keys));
  StoredPost stored{std::move(items[0])};
  const Card author{std::move(items[2])};
  const bool visible = own || (are_friends(items[3]) && !author.hidden());
  if (!stored.is(post) || author.deleted() || !visible) throw Problem::not_found();
  co_return Sight{std::move(stored), std::move(*place), items[1] != nullptr};
}

std::vector<store::Write> Repository::demands_of_sight(const UserId& viewer, const UserId& author) {
  std::vector<store::Write> demands;
  if (viewer == author) return demands;  // that one was not deleted, every write demands
  demands.emplace_back(
      store::Check{friend_key(viewer, author), store::Condition::exists_without("gone")});
  // A tombstone says nothing of `disabled`.
  demands.emplace_back(
      store::Check{card_key(author), store::Condition::absent_or_equals("disabled", false)});
  return demands;
}

Task<Person> Repository::see_person(const UserId& viewer, const UserId& person) {
  if (viewer == person) {
    auto own = co_await card(person);
    const bool deleted = own.deleted();
    co_return Person{!deleted, std::move(own)};
  }
  std::vector<store::Key> keys;
  keys.push_back(card_key(person));
  keys.push_back(friend_key(viewer, person));
  auto items = co_await store_.batch_get(std::move(keys));
  Card other{std::move(items[0])};
  const bool visible = are_friends(items[1]) && !other.hidden();
  co_return Person{visible, std::move(other)};
}

Task<StoredPost> Repository::see_today(const UserId& viewer, const UserId& author, Instant now) {
  const bool own = viewer == author;
  // The author's time zone is not known before the card is read, and another round trip costs
  // more than a post or two that are not shown.
  const auto days = days_somewhere(now);
  std::vector<store::Key> keys;
  keys.reserve(days.size() + 2);
  for (const auto& day : days) keys.push_back(post_key({author, day}));
  keys.push_back(card_key(author));
  if (!own) keys.push_back(friend_key(viewer, author));
  auto items = co_await store_.batch_get(std::move(keys));
  const Card card{std::move(items[days.size()])};
  const bool visible = own ? !card.deleted() : are_friends(items.back()) && !card.hidden();
  if (!visible) co_return StoredPost{};
  const auto today = std::ranges::find(days, card.day(now));
  if (today == days.end()) co_return StoredPost{};
  co_return StoredPost{std::move(items[static_cast<std::size_t>(today - days.begin())])};
}

}  // namespace dailygrind::post
