#include <algorithm>

#include "platform/core/problem.hpp"
#include "platform/describe/attributes.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

store::Update mark(const Place& place, const PostId& post, bool pinned) {
  return {.key = post_key(place),
          .set = {{"pinned", pinned}},
          .condition = store::Condition::equals("postId", post.str())};
}

}  // namespace

Task<Pins> Repository::pins(const UserId& person) {
  const auto item = co_await store_.get(pins_key(person));
  co_return item ? describe::from_attributes<Pins>(item->attributes) : Pins{};
}

Task<Change> Repository::pin(const Place& place, const PostId& post) {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    auto present = co_await pins(place.author);
    const auto pin = std::ranges::find(present.posts, post, &Pin::post_id);
    if (pin != present.posts.end()) co_return Change::unchanged;
    if (present.posts.size() >= most_pins) co_return Change::full;
    present.posts.insert(present.posts.begin(), Pin{post, place.day});
    std::vector<store::Write> writes;
    writes.emplace_back(mark(place, post, true));
    writes.push_back(replace_pins(place.author, std::move(present)));
    const auto result = co_await write_as(place.author, std::move(writes));
    if (result) co_return Change::made;
    if (result.error().index == 0) co_return Change::gone;
  }
  throw Problem::unavailable("somebody's pins keep changing");
}

Task<Change> Repository::unpin(const UserId& person, const PostId& post) {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    auto present = co_await pins(person);
    const auto pin = std::ranges::find(present.posts, post, &Pin::post_id);
    if (pin == present.posts.end()) co_return Change::unchanged;
    const Place place{person, pin->day};
    remove_pin(present, post);
    std::vector<store::Write> writes;
    writes.emplace_back(mark(place, post, false));
    writes.push_back(replace_pins(person, std::move(present)));
    if (co_await write_as(person, std::move(writes))) co_return Change::made;
  }
  throw Problem::unavailable("somebody's pins keep changing");
}

}  // namespace dailygrind::post
