#include <algorithm>

#include "platform/describe/attributes.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

using store::Condition;
using store::Delete;
using store::Put;
using store::Update;

Condition still(const PostId& post) { return Condition::equals("postId", post.str()); }

/// What became of a transaction in which the like itself is the write `like`, after all that must
/// hold for somebody who may see the post.
Change outcome_of(const store::WriteResult& result, std::size_t like) {
  if (result) return Change::made;
  return result.error().index == like ? Change::unchanged : Change::gone;
}

}  // namespace

bool RecentLikes::contains(std::string_view post) const {
  const auto id = [](const store::ItemPtr& item) { return rest_of(*item, prefix::liked); };
  return std::ranges::binary_search(items_, post, {}, id);
}

void Repository::add_writes_of_like(std::vector<store::Write>& writes, const UserId& by,
                                    const Place& place, const PostId& post) {
  const Reference reference{post, place.author, place.day};
  writes.emplace_back(Put{{like_key(post, by), {{"userId", by.str()}}}, Condition::absent()});
  writes.emplace_back(Put{{liked_key(by, post), describe::to_attributes(reference)}, {}});
}

Task<Change> Repository::like(const UserId& by, const Place& place, const PostId& post,
                              std::vector<store::Write> told) {
  auto writes = demands_of_sight(by, place.author);
  writes.emplace_back(Update{.key = post_key(place),
                             .set = {{"lastLiker", by.str()}},
                             .add = {{"likeCount", 1}},
                             .condition = still(post)});
  const std::size_t like = writes.size();
  add_writes_of_like(writes, by, place, post);
  append(writes, std::move(told));
  co_return outcome_of(co_await write_as(by, std::move(writes)), like);
}

Task<Change> Repository::unlike(const UserId& by, const Place& place, const PostId& post) {
  auto writes = demands_of_sight(by, place.author);
  writes.emplace_back(Update{.key = post_key(place),
                             .remove = {"lastLiker"},
                             .add = {{"likeCount", -1}},
                             .condition = still(post)});
  const std::size_t like = writes.size();
  writes.emplace_back(Delete{like_key(post, by), Condition::exists()});
  writes.emplace_back(Delete{liked_key(by, post), {}});
  co_return outcome_of(co_await write_as(by, std::move(writes)), like);
}

Task<api::Paged<UserId>> Repository::likes_of(const PostId& post, const api::Page& page) {
  const auto found = co_await range(partition_of(post), prefix::like, page);
  api::Paged<UserId> people{{}, found.next};
  for (const auto& like : found.items) {
    people.items.emplace_back(std::string{rest_of(*like, prefix::like)});
  }
  co_return people;
}

Task<RecentLikes> Repository::recent_likes(const UserId& by, Instant since) {
  co_return RecentLikes{co_await everything(partition_of(by), prefix::liked,
                                            joined(prefix::liked, uuid_v7_floor(since)))};
}

Task<std::vector<bool>> Repository::liked_among(const UserId& by,
                                                const std::vector<StoredPost>& posts) {
  std::vector<store::Key> keys;
  keys.reserve(posts.size());
  for (const auto& post : posts) keys.push_back(liked_key(by, PostId{post.id()}));
  std::vector<bool> liked;
  for (const auto& item : co_await store_.batch_get(std::move(keys))) {
    liked.push_back(item != nullptr);
  }
  co_return liked;
}

}  // namespace dailygrind::post
