#include "platform/describe/attributes.hpp"
#include "services/user/repository.hpp"

namespace dailygrind::user {
namespace {

void add_row(Repository::Writes& writes, store::Key key, bool before, bool after) {
  if (before == after) return;
  if (after) {
    writes.emplace_back(store::Put{.item = {.key = std::move(key)}});
  } else {
    writes.emplace_back(store::Delete{.key = std::move(key)});
  }
}

}  // namespace

Task<std::vector<PairRecord>> Repository::pairs(const std::vector<Pair>& pairs) {
  std::vector<store::Key> keys;
  keys.reserve(pairs.size());
  for (const auto& pair : pairs) keys.push_back(pair_key(pair));
  std::vector<PairRecord> records;
  records.reserve(pairs.size());
  for (const auto& item : co_await store_.batch_get(std::move(keys))) {
    records.push_back(item ? describe::from_attributes<PairRecord>(item->attributes)
                           : PairRecord{});
  }
  co_return records;
}

void Repository::add_pair(Writes& writes, const Pair& pair, const PairRecord& before,
                          const PairRecord& after) {
  using store::Condition;
  writes.emplace_back(
      store::Put{.item = {.key = pair_key(pair), .attributes = describe::to_attributes(after)},
                 .condition = before.version == 0 ? Condition::absent()
                                                  : Condition::equals("version", before.version)});
  for (const Side side : {Side::low, Side::high}) {
    const auto& me = pair.at(side);
    const auto& other = pair.at(opposite(side));
    add_row(writes, list_key(me, List::friends, other), before.friends, after.friends);
    add_row(writes, list_key(me, List::outgoing, other), before.asks(side), after.asks(side));
    add_row(writes, list_key(other, List::incoming, me), before.asks(side), after.asks(side));
    add_row(writes, list_key(me, List::blocks, other), before.blocks(side), after.blocks(side));
  }
}

}  // namespace dailygrind::user
