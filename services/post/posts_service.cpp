#include "platform/core/problem.hpp"
#include "services/post/posts.hpp"

namespace dailygrind::post {

std::vector<std::string> tables() { return {posts_table, idempotency_table, "outbox"}; }

Task<store::ItemPtr> admit(Posts& posts, const UserId& person) {
  const auto card = co_await posts.repository.card(person);
  if (card.deleted()) throw Problem::unauthorized("This account was deleted.");
  if (card.disabled()) throw Problem::unauthorized("This account is disabled.");
  co_return card.item();
}

}  // namespace dailygrind::post
