#include "platform/describe/attributes.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

using store::Condition;
using store::Delete;
using store::Put;
using store::Update;

Update count_comment(const Place& place, const PostId& post, std::int64_t by) {
  return {.key = post_key(place),
          .add = {{"commentCount", by}},
          .condition = Condition::equals("postId", post.str())};
}

}  // namespace

void Repository::add_writes_of_comment(std::vector<store::Write>& writes, const Place& place,
                                       const PostId& post, const Comment& comment) {
  const Reference reference{post, place.author, place.day};
  writes.emplace_back(
      Put{{comment_key(post, comment.comment_id), describe::to_attributes(comment)}, {}});
  writes.emplace_back(
      Put{{commented_key(comment.user_id, comment.comment_id), describe::to_attributes(reference)},
          {}});
}

Task<Added> Repository::add_comment(const Place& place, const PostId& post, const Comment& comment,
                                    std::vector<store::Write> with,
                                    std::vector<store::Write> told) {
  const std::size_t first = with.size();
  auto writes = std::move(with);
  add_writes_of_comment(writes, place, post, comment);
  writes.emplace_back(count_comment(place, post, 1));
  append(writes, std::move(told));
  const auto result = co_await write_as(comment.user_id, std::move(writes));
  if (result) co_return Added{};
  const bool repeated = result.error().index < first;
  co_return Added{repeated ? Added::Outcome::repeated : Added::Outcome::gone};
}

Task<std::optional<Comment>> Repository::comment(const PostId& post, const CommentId& comment) {
  const auto item = co_await store_.get(comment_key(post, comment));
  if (!item) co_return std::nullopt;
  co_return describe::from_attributes<Comment>(item->attributes);
}

Task<api::Paged<Comment>> Repository::comments_of(const PostId& post, const api::Page& page) {
  const auto found = co_await range(partition_of(post), prefix::comment, page);
  api::Paged<Comment> comments{{}, found.next};
  for (const auto& item : found.items) {
    comments.items.push_back(describe::from_attributes<Comment>(item->attributes));
  }
  co_return comments;
}

Task<Change> Repository::delete_comment(const UserId& by, const Place& place, const PostId& post,
                                        const Comment& comment) {
  std::vector<store::Write> writes;
  writes.emplace_back(Delete{comment_key(post, comment.comment_id), Condition::exists()});
  writes.emplace_back(Delete{commented_key(comment.user_id, comment.comment_id), {}});
  writes.emplace_back(count_comment(place, post, -1));
  const auto result = co_await write_as(by, std::move(writes));
  co_return result ? Change::made : Change::gone;
}

}  // namespace dailygrind::post
