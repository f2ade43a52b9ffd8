#include "platform/describe/attributes.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {

using store::Condition;
using store::Put;

Task<Card> Repository::card(const UserId& person) {
  co_return Card{co_await store_.get(card_key(person))};
}

Task<std::vector<Card>> Repository::cards(const std::vector<UserId>& people) {
  std::vector<store::Key> keys;
  keys.reserve(people.size());
  for (const auto& person : people) keys.push_back(card_key(person));
  auto items = co_await store_.batch_get(std::move(keys));
  co_return std::vector<Card>(std::make_move_iterator(items.begin()),
                              std::make_move_iterator(items.end()));
}

Task<Change> Repository::keep_card(const UserId& person, const CardRecord& card) {
  store::Update update{.key = card_key(person),
                       .set = describe::to_attributes(card),
                       .remove = {"deleted"},
                       .condition = Condition::absent_or_less("version", card.version)};
  if (!card.profile_picture_url) update.remove.emplace_back("profilePictureUrl");
  std::vector<store::Write> writes;
  writes.emplace_back(std::move(update));
  writes.emplace_back(store::Check{deletion_key(person), Condition::absent()});
  const auto result = co_await store_.write(std::move(writes));
  if (result) co_return Change::made;
  co_return result.error().index == 0 ? Change::unchanged : Change::gone;
}

Task<Change> Repository::bury(const UserId& person, std::int64_t version, Instant at) {
  UserRemoval job{.user = person, .version = version};
  store::Write mark{
      Put{{card_key(person), describe::to_attributes(Tombstone{true, version, version})},
          Condition::absent_or_less("version", version)}};
  while (true) {
    std::vector<store::Write> writes{mark};
    writes.emplace_back(Put{{deletion_key(person), describe::to_attributes(job)}, {}});
    const auto result = co_await store_.write(std::move(writes));
    if (result) co_return Change::made;
    const auto& newer = result.error().existing->attributes;
    if (newer.number("deletedVersion") >= version) co_return Change::unchanged;
    job.until = uuid_v7_floor(at);
    mark = store::Update{.key = card_key(person),
                         .set = {{"deletedVersion", version}},
                         .condition = Condition::equals("version", newer.number("version"))};
  }
}

}  // namespace dailygrind::post
