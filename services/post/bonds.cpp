#include "platform/describe/attributes.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {
namespace {

using store::Condition;
using store::Put;

/// How long an ended bond is remembered: longer than any event may be late.
constexpr auto kept = std::chrono::days{30};

bool is_gone(const store::Item& bond) { return bond.attributes.flag("gone"); }

}  // namespace

Task<> Repository::keep_bond(store::Key here, store::Key there, std::int64_t version, bool exists) {
  Bond bond{.version = version};
  std::optional<Instant> expires;
  if (!exists) {
    bond.gone = true;
    expires = clock_.now() + kept;
  }
  const auto attributes = describe::to_attributes(bond);
  const auto newer = Condition::absent_or_less("version", version);
  std::vector<store::Write> writes;
  writes.emplace_back(Put{{std::move(here), attributes, expires}, newer});
  writes.emplace_back(Put{{std::move(there), attributes, expires}, newer});
  co_await store_.write(std::move(writes));
}

Task<> Repository::keep_friendship(const UserId& one, const UserId& other, std::int64_t version,
                                   bool exists) {
  co_await keep_bond(friend_key(one, other), friend_key(other, one), version, exists);
}

Task<> Repository::keep_block(const UserId& by, const UserId& user, std::int64_t version,
                              bool exists) {
  co_await keep_bond(blocks_key(by, user), blocked_by_key(user, by), version, exists);
}

Task<std::vector<UserId>> Repository::friends(const UserId& person) {
  const auto items = co_await everything(partition_of(person), prefix::friend_);
  std::vector<UserId> friends;
  friends.reserve(items.size());
  for (const auto& item : items) {
    if (!is_gone(*item)) friends.emplace_back(std::string{rest_of(*item, prefix::friend_)});
  }
  co_return friends;
}

Task<std::unordered_set<UserId>> Repository::blocked(const UserId& person) {
  std::unordered_set<UserId> people;
  for (const auto& item : co_await everything(partition_of(person), prefix::any_block)) {
    const bool blocks = item->key.sort.starts_with(prefix::blocks);
    const auto other = rest_of(*item, blocks ? prefix::blocks : prefix::blocked_by);
    if (!is_gone(*item)) people.emplace(std::string{other});
  }
  co_return people;
}

}  // namespace dailygrind::post
