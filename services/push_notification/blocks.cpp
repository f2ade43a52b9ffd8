#include "services/push_notification/repository.hpp"

namespace dailygrind::push {
namespace {

/// How long an ended block is remembered: longer than any event may be late.
constexpr std::chrono::days kept{30};

}  // namespace

Task<> Repository::keep_block(const UserId& by, const UserId& user, std::int64_t version,
                              bool exists) {
  store::Item item{block_key(by, user), {{"version", version}}, std::nullopt};
  if (!exists) {
    item.attributes.set("gone", true);
    item.expires = clock_.now() + kept;
  }
  Writes writes;
  writes.emplace_back(
      store::Put{std::move(item), store::Condition::absent_or_less("version", version)});
  co_await store_.write(std::move(writes));
}

}  // namespace dailygrind::push
