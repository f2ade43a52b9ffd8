#include "services/post/seed.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "services/post/announce.hpp"
#include "services/post/records.hpp"

namespace dailygrind::post {
namespace {

using Writes = std::vector<store::Write>;

PostRecord record_of(Random& random, const SeededPost& seeded) {
  return {.post_id = PostId{uuid_v7(seeded.at, random)},
          .user_id = seeded.author,
          .title = seeded.title,
          .content = seeded.content,
          .timestamp = format_timestamp(seeded.at),
          .day = local_day(seeded.at, seeded.zone),
          .like_count = static_cast<std::int64_t>(seeded.likes.size()),
          .comment_count = static_cast<std::int64_t>(seeded.comments.size())};
}

/// The post itself comes first: it is the only write that can be refused.
Writes writes_of(Posts& posts, const SeededPost& seeded) {
  auto& random = posts.random;
  const auto record = record_of(random, seeded);
  Writes writes;
  Repository::add_writes_of_post(writes, record);
  const Place place{record.user_id, record.day};
  for (const auto& user : seeded.likes) {
    Repository::add_writes_of_like(writes, user, place, record.post_id);
  }
  for (const auto& comment : seeded.comments) {
    const CommentId id{uuid_v7(comment.at, random)};
    Repository::add_writes_of_comment(
        writes, place, record.post_id,
        {id, comment.user, comment.content, format_timestamp(comment.at)});
  }
  const bool today = record.day == local_day(posts.clock.now(), seeded.zone);
  if (today) std::ranges::move(announce_post(posts, record, {}), std::back_inserter(writes));
  if (writes.size() > store::max_transaction_writes) {
    throw std::logic_error{"a seeded post has too many likes and comments"};
  }
  return writes;
}

/// Posts that are written in one transaction.
class Batch {
 public:
  [[nodiscard]] bool takes(const Writes& writes) const {
    return size_ + writes.size() <= store::max_transaction_writes;
  }
  void add(Writes writes) {
    size_ += writes.size();
    posts_.push_back(std::move(writes));
  }
  /// Leaves posts out until the others fit in beside what is there; returns how many were written.
  Task<std::size_t> write(Repository& repository);

 private:
  [[nodiscard]] Writes all() const;
  void leave_out(std::size_t write);

  std::vector<Writes> posts_;
  std::size_t size_ = 0;
};

Writes Batch::all() const {
  Writes writes;
  writes.reserve(size_);
  for (const auto& post : posts_) writes.insert(writes.end(), post.begin(), post.end());
  return writes;
}

void Batch::leave_out(std::size_t write) {
  auto post = posts_.begin();
  for (; write >= post->size(); ++post) write -= post->size();
  size_ -= post->size();
  posts_.erase(post);
}

Task<std::size_t> Batch::write(Repository& repository) {
  while (!posts_.empty()) {
    const auto result = co_await repository.write(all());
    if (result) break;
    leave_out(result.error().index);
  }
  const auto written = posts_.size();
  posts_.clear();
  size_ = 0;
  co_return written;
}

}  // namespace

Task<std::size_t> seed_posts(Posts& posts, std::span<const SeededPost> history) {
  std::size_t written = 0;
  Batch batch;
  for (const auto& seeded : history) {
    auto writes = writes_of(posts, seeded);
    if (!batch.takes(writes)) written += co_await batch.write(posts.repository);
    batch.add(std::move(writes));
  }
  co_return written + co_await batch.write(posts.repository);
}

}  // namespace dailygrind::post
