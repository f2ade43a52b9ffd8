#include <algorithm>

#include "platform/describe/attributes.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

using store::Condition;
using store::Delete;
using store::Put;
using store::Update;

Update count_like(const Place& place, const PostId& post, std::int64_t by) {
  return {.key = post_key(place),
          .add = {{"likeCount", by}},
          .condition = Condition::equals("postId", post.str())};
}

/// The like itself is the first write of its transactions.
Change outcome_of(const store::WriteResult& result) {
  if (result) return Change::made;
  return result.error().index == 0 ? Change::unchanged : Change::gone;
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
  std::vector<store::Write> writes;
  add_writes_of_like(writes, by, place, post);
  writes.emplace_back(count_like(place, post, 1));
  append(writes, std::move(told));
  co_return outcome_of(co_await write_as(by, std::move(writes)));
}

Task<Change> Repository::unlike(const UserId& by, const Place& place, const PostId& post) {
  std::vector<store::Write> writes;
  writes.emplace_back(Delete{like_key(post, by), Condition::exists()});
  writes.emplace_back(Delete{liked_key(by, post), {}});
  writes.emplace_back(count_like(place, post, -1));
  co_return outcome_of(co_await write_as(by, std::move(writes)));
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
