#include "platform/describe/attributes.hpp"
#include "services/post/deletion.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

using store::Condition;
using store::Delete;
using store::Update;

/// One run of one job. Every transaction demands that the job is still there: once another run has
/// ended it, the person may have come back, and nothing more may be removed.
class Run {
 public:
  Run(store::Store& store, Repository& repository, UserRemoval job)
      : store_(store),
        repository_(repository),
        job_(std::move(job)),
        demand_{deletion_key(job_.user), Condition::equals("version", job_.version)} {}

  Task<bool> remove_posts(Deletion& deletion);
  Task<bool> remove_likes();
  Task<bool> remove_comments();
  Task<bool> remove_idempotency_records();
  Task<> end();

 private:
  [[nodiscard]] bool concerns(std::string_view id) const { return !job_.until || id < *job_.until; }
  [[nodiscard]] store::Query range(std::string_view prefix) const;
  /// False where the job is over.
  Task<bool> commit(std::vector<store::Write> writes);
  /// Removes a like or comment with its back reference, and lowers the post's count where both are
  /// still there.
  Task<bool> remove_counted(store::Key counted, store::Key back_reference, const Reference& post,
                            std::string count);

  store::Store& store_;
  Repository& repository_;
  UserRemoval job_;
  store::Check demand_;
};

store::Query Run::range(std::string_view prefix) const {
  return {.table = posts_table,
          .partition = partition_of(job_.user),
          .prefix = std::string{prefix},
          .to = job_.until ? joined(prefix, *job_.until) : ""};
}

Task<bool> Run::commit(std::vector<store::Write> writes) {
  writes.insert(writes.begin(), demand_);
  const auto result = co_await store_.write(std::move(writes));
  co_return result || result.error().index != 0;
}

Task<bool> Run::remove_posts(Deletion& deletion) {
  store::Query query{.table = posts_table,
                     .partition = partition_of(job_.user),
                     .prefix = std::string{prefix::post}};
  for (bool more = true; more;) {
    const auto page = co_await store_.query(query);
    for (const auto& item : page.items) {
      const StoredPost post{item};
      const PostId id{post.id()};
      if (!concerns(post.id())) continue;
      const auto change = co_await repository_.remove_post(post.place(), id, demand_);
      if (change == Change::unchanged) co_return false;
      co_await deletion.finish_post(id);
    }
    more = page.next.has_value();
    if (more) query.after = *page.next;
  }
  co_return true;
}

Task<bool> Run::remove_counted(store::Key counted, store::Key back_reference, const Reference& post,
                               std::string count) {
  std::vector<store::Write> writes;
  writes.emplace_back(demand_);
  writes.emplace_back(Delete{counted, Condition::exists()});
  writes.emplace_back(Delete{back_reference, {}});
  // Also where it is somebody else: nothing that names a deleted person stays.
  writes.emplace_back(Update{.key = post_key({post.user_id, post.day}),
                             .remove = {"lastLiker"},
                             .add = {{std::move(count), -1}},
                             .condition = Condition::equals("postId", post.post_id.str())});
  const auto result = co_await store_.write(std::move(writes));
  if (result) co_return true;
  if (result.error().index == 0) co_return false;
  std::vector<store::Write> uncounted;
  uncounted.emplace_back(Delete{std::move(counted), {}});
  uncounted.emplace_back(Delete{std::move(back_reference), {}});
  co_return co_await commit(std::move(uncounted));
}

Task<bool> Run::remove_likes() {
  auto query = range(prefix::liked);
  for (bool more = true; more;) {
    const auto page = co_await store_.query(query);
    for (const auto& item : page.items) {
      const auto to = describe::from_attributes<Reference>(item->attributes);
      const bool goes_on =
          co_await remove_counted(like_key(to.post_id, job_.user), item->key, to, "likeCount");
      if (!goes_on) co_return false;
    }
    more = page.next.has_value();
  }
  co_return true;
}

Task<bool> Run::remove_comments() {
  auto query = range(prefix::commented);
  for (bool more = true; more;) {
    const auto page = co_await store_.query(query);
    for (const auto& item : page.items) {
      const auto to = describe::from_attributes<Reference>(item->attributes);
      const CommentId comment{std::string{rest_of(*item, prefix::commented)}};
      const bool goes_on =
          co_await remove_counted(comment_key(to.post_id, comment), item->key, to, "commentCount");
      if (!goes_on) co_return false;
    }
    more = page.next.has_value();
  }
  co_return true;
}

Task<bool> Run::remove_idempotency_records() {
  const store::Query query{.table = idempotency_table,
                           .partition = partition_of(job_.user),
                           .limit = store::max_transaction_writes - 1};
  for (bool more = !job_.until; more;) {
    const auto page = co_await store_.query(query);
    std::vector<store::Write> writes;
    for (const auto& item : page.items) writes.emplace_back(Delete{item->key, {}});
    if (!co_await commit(std::move(writes))) co_return false;
    more = page.next.has_value();
  }
  co_return true;
}

Task<> Run::end() {
  std::vector<store::Write> writes;
  writes.emplace_back(Delete{demand_.key, demand_.condition});
  if (!job_.until) writes.emplace_back(Delete{pins_key(job_.user), {}});
  co_await store_.write(std::move(writes));
}

}  // namespace

Task<> Deletion::finish_user(const UserId& user) {
  const auto job = co_await store_.get(deletion_key(user));
  if (!job) co_return;
  Run run{store_, repository_, describe::from_attributes<UserRemoval>(job->attributes)};
  if (!co_await run.remove_posts(*this)) co_return;
  if (!co_await run.remove_likes()) co_return;
  if (!co_await run.remove_comments()) co_return;
  if (!co_await run.remove_idempotency_records()) co_return;
  co_await run.end();
}

}  // namespace dailygrind::post
