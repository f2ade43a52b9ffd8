#include "services/post/deletion.hpp"
#include "services/post/keys.hpp"

namespace dailygrind::post {
namespace {

using store::Delete;

/// Each item goes with its counterpart, and the last transaction has the job besides.
constexpr std::size_t pairs_a_step = store::max_transaction_writes / 2 - 1;

/// The back reference of a like or comment, in the partition of who wrote it.
std::optional<store::Key> back_reference(const PostId& post, const store::Item& item) {
  const UserId writer{item.attributes.text("userId")};
  if (item.key.sort.starts_with(prefix::like)) return liked_key(writer, post);
  if (!item.key.sort.starts_with(prefix::comment)) return std::nullopt;
  return commented_key(writer, CommentId{std::string{rest_of(item, prefix::comment)}});
}

}  // namespace

Task<> Deletion::finish_post(const PostId& post, std::size_t most_steps) {
  for (std::size_t step = 0; step < most_steps; ++step) {
    const auto page = co_await store_.query(
        {.table = posts_table, .partition = partition_of(post), .limit = pairs_a_step});
    std::vector<store::Write> writes;
    for (const auto& item : page.items) {
      writes.emplace_back(Delete{item->key, {}});
      if (auto back = back_reference(post, *item))
        writes.emplace_back(Delete{std::move(*back), {}});
    }
    if (!page.next) writes.emplace_back(Delete{deletion_key(post), {}});
    co_await store_.write(std::move(writes));
    if (!page.next) co_return;
  }
}

}  // namespace dailygrind::post
