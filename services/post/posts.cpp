#include "platform/core/problem.hpp"
#include "platform/describe/attributes.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

using store::Condition;
using store::Delete;
using store::Put;
using store::Update;

Condition still(const PostId& post) { return Condition::equals("postId", post.str()); }

}  // namespace

Task<std::optional<Place>> Repository::place_of(const PostId& post) {
  const auto reference = co_await store_.get(reference_key(post));
  if (!reference) co_return std::nullopt;
  const auto& attributes = reference->attributes;
  co_return Place{UserId{attributes.text("userId")}, attributes.text("day")};
}

Task<std::optional<Place>> Repository::last_place_of(const PostId& post) {
  if (auto known = known_places_.find(post)) co_return known;
  auto place = co_await place_of(post);
  if (place) known_places_.keep(post, *place);
  co_return place;
}

Task<StoredPost> Repository::post_at(const Place& place) {
  co_return StoredPost{co_await store_.get(post_key(place))};
}

Task<std::vector<StoredPost>> Repository::posts_at(const std::vector<Place>& places) {
  std::vector<store::Key> keys;
  keys.reserve(places.size());
  for (const auto& place : places) keys.push_back(post_key(place));
  auto items = co_await store_.batch_get(std::move(keys));
  co_return std::vector<StoredPost>(std::make_move_iterator(items.begin()),
                                    std::make_move_iterator(items.end()));
}

Task<api::Paged<StoredPost>> Repository::posts_of(const UserId& author, const api::Page& page) {
  auto found = co_await range(partition_of(author), prefix::post, page, true);
  std::vector<StoredPost> posts(std::make_move_iterator(found.items.begin()),
                                std::make_move_iterator(found.items.end()));
  co_return api::Paged<StoredPost>{std::move(posts), std::move(found.next)};
}

Task<api::Paged<std::string>> Repository::days_of(const UserId& author, const std::string& month,
                                                  const api::Page& page) {
  const auto first = joined(prefix::post, month);
  const auto found = co_await range(partition_of(author), first, page);
  api::Paged<std::string> days{{}, found.next};
  for (const auto& post : found.items) days.items.emplace_back(rest_of(*post, prefix::post));
  co_return days;
}

void Repository::add_writes_of_post(std::vector<store::Write>& writes, const PostRecord& post) {
  const Place place{post.user_id, post.day};
  writes.emplace_back(Put{{post_key(place), describe::to_attributes(post)}, Condition::absent()});
  const Reference reference{post.post_id, post.user_id, post.day};
  writes.emplace_back(Put{{reference_key(post.post_id), describe::to_attributes(reference)}, {}});
}

Task<Added> Repository::add_post(const PostRecord& post, std::vector<store::Write> with,
                                 std::vector<store::Write> told) {
  const std::size_t first = with.size();
  auto writes = std::move(with);
  add_writes_of_post(writes, post);
  append(writes, std::move(told));
  const auto result = co_await write_as(post.user_id, std::move(writes));
  if (result) co_return Added{};
  if (result.error().index < first) co_return Added{Added::Outcome::repeated};
  const StoredPost existing{result.error().existing};
  co_return Added{Added::Outcome::day_taken, PostId{existing.id()}};
}

Task<Change> Repository::edit_post(const Place& place, const PostId& post, const PostEdit& edit,
                                   std::optional<std::int64_t> revision) {
  auto condition = still(post);
  if (revision) condition = condition && Condition::equals("revision", *revision);
  std::vector<store::Write> writes;
  writes.emplace_back(Update{.key = post_key(place),
                             .set = {{"title", edit.title},
                                     {"content", edit.content},
                                     {"editedAt", format_timestamp(clock_.now())}},
                             .add = {{"revision", 1}},
                             .condition = condition});
  const auto result = co_await write_as(place.author, std::move(writes));
  co_return result ? Change::made : Change::gone;
}

Task<Change> Repository::remove_post(const Place& place, const PostId& post,
                                     const store::Check& demand, std::vector<store::Write> told) {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const auto stored = co_await post_at(place);
    if (!stored.is(post)) co_return Change::gone;
    std::vector<store::Write> writes;
    writes.emplace_back(demand);
    writes.emplace_back(
        Delete{post_key(place), still(post) && Condition::equals("pinned", stored.pinned())});
    writes.emplace_back(Delete{reference_key(post), {}});
    writes.emplace_back(Put{{deletion_key(post), {{"post", post.str()}}}, {}});
    if (stored.pinned()) {
      auto rest = co_await pins(place.author);
      remove_pin(rest, post);
      writes.push_back(replace_pins(place.author, std::move(rest)));
    }
    append(writes, told);
    const auto result = co_await store_.write(std::move(writes));
    if (result) co_return Change::made;
    if (result.error().index == 0) co_return Change::unchanged;
  }
  throw Problem::unavailable("somebody's pins keep changing");
}

Task<Change> Repository::delete_post(const Place& place, const PostId& post,
                                     std::vector<store::Write> told) {
  const auto change = co_await remove_post(place, post, not_deleted(place.author), std::move(told));
  if (change == Change::unchanged) throw deleted_account();
  co_return change;
}

}  // namespace dailygrind::post
