#include "platform/core/problem.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

bool are_friends(const store::ItemPtr& bond) { return bond && !bond->attributes.flag("gone"); }

}  // namespace

Task<Sight> Repository::see(const UserId& viewer, const PostId& post) {
  auto place = co_await place_of(post);
  if (!place) throw Problem::not_found();
  const bool own = place->author == viewer;
  std::vector<store::Key> keys;
  keys.reserve(5);
  keys.push_back(post_key(*place));
  keys.push_back(liked_key(viewer, post));
  keys.push_back(card_key(place->author));
  if (!own) {
    keys.push_back(friend_key(viewer, place->author));
    keys.push_back(card_key(viewer));
  }
  auto items = co_await store_.batch_get(std::move(keys));
  StoredPost stored{std::move(items[0])};
  const Card author{std::move(items[2])};
  const bool visible = own || (are_friends(items[3]) && !author.hidden());
  if (!stored.is(post) || author.deleted() || !visible) throw Problem::not_found();
  co_return Sight{std::move(stored), std::move(*place), items[1] != nullptr,
                  own ? Card{} : Card{std::move(items[4])}};
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

}  // namespace dailygrind::post
