#include <algorithm>

#include "platform/describe/attributes.hpp"
#include "services/user/repository.hpp"
#include "services/user/search_words.hpp"

namespace dailygrind::user {
namespace {

using store::Condition;

constexpr auto counters = {"numberOfFriends", "numberOfJobs", "numberOfEducations"};

ProfileRecord read_profile(const store::ItemPtr& item) {
  return item ? describe::from_attributes<ProfileRecord>(item->attributes) : ProfileRecord{};
}

PairRecord read_pair(const store::ItemPtr& item) {
  return item ? describe::from_attributes<PairRecord>(item->attributes) : PairRecord{};
}

Condition still(const ProfileRecord& before) {
  return before.version == 0 ? Condition::absent() : Condition::equals("version", before.version);
}

Condition alive() { return Condition::equals("standing", "live"); }

/// Sets what `after` has and removes what it lacks, without touching the counters.
store::Update replacement(const UserId& user, const ProfileRecord& before,
                          const ProfileRecord& after) {
  store::Update update{.key = profile_key(user), .condition = still(before)};
  update.set = describe::to_attributes(after);
  for (const auto* counter : counters) update.set.remove(counter);
  for (const auto& [name, value] : describe::to_attributes(before)) {
    const bool counter = std::ranges::find(counters, name) != counters.end();
    if (!counter && update.set.find(name) == nullptr) update.remove.push_back(name);
  }
  return update;
}

std::vector<std::string> indexed_words(const ProfileRecord& profile) {
  if (profile.standing != Standing::live) return {};
  return search_words(profile.first_name + ' ' + profile.last_name);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

void add_index(Repository::Writes& writes, const UserId& user, const ProfileRecord& before,
               const ProfileRecord& after) {
  const auto old_words = indexed_words(before);
  const auto new_words = indexed_words(after);
  if (old_words == new_words) return;
  for (const auto& word : old_words) {
    if (!std::ranges::binary_search(new_words, word)) {
      writes.emplace_back(store::Delete{.key = name_key(word, user)});
    }
  }
  for (const auto& word : new_words) {
    writes.emplace_back(store::Put{
        .item = {.key = name_key(word, user), .attributes = {{"words", joined(new_words)}}}});
  }
}

void add_people_row(Repository::Writes& writes, const UserId& user, bool was_alive, bool is_alive) {
  if (was_alive == is_alive) return;
  if (is_alive) {
    writes.emplace_back(store::Put{.item = {.key = people_key(user)}});
  } else {
    writes.emplace_back(store::Delete{.key = people_key(user)});
  }
}

}  // namespace

Task<bool> Repository::commit(Writes writes) {
  co_return (co_await store_.write(std::move(writes))).has_value();
}

Task<ProfileRecord> Repository::profile(const UserId& user) {
  co_return read_profile(co_await store_.get(profile_key(user)));
}

Task<std::vector<ProfileRecord>> Repository::profiles(const std::vector<UserId>& users) {
  std::vector<store::Key> keys;
  keys.reserve(users.size());
  for (const auto& user : users) keys.push_back(profile_key(user));
  std::vector<ProfileRecord> records;
  records.reserve(users.size());
  for (const auto& item : co_await store_.batch_get(std::move(keys))) {
    records.push_back(read_profile(item));
  }
  co_return records;
}

Task<std::vector<Seen>> Repository::seen_by(const UserId& viewer,
                                            const std::vector<UserId>& others) {
  std::vector<store::Key> keys;
  keys.reserve(2 * others.size());
  for (const auto& other : others) {
    keys.push_back(profile_key(other));
    if (other != viewer) keys.push_back(pair_key(Pair::of(viewer, other)));
  }
  std::vector<Seen> people;
  people.reserve(others.size());
  if (keys.empty()) co_return people;
  const auto items = co_await store_.batch_get(std::move(keys));
  auto item = items.begin();
  for (const auto& other : others) {
    Seen& seen = people.emplace_back(Seen{.id = other, .profile = read_profile(*item++)});
    if (other != viewer) seen.pair = read_pair(*item++);
  }
  co_return people;
}

Task<Encounter> Repository::encounter(const UserId& me, const UserId& other) {
  std::vector<store::Key> keys{profile_key(me), profile_key(other), pair_key(Pair::of(me, other))};
  const auto items = co_await store_.batch_get(std::move(keys));
  co_return Encounter{.mine = read_profile(items[0]),
                      .other = {other, read_profile(items[1]), read_pair(items[2])}};
}

void Repository::add_profile(Writes& writes, const UserId& user, const ProfileRecord& before,
                             const ProfileRecord& after) {
  const bool was_alive = before.standing == Standing::live;
  const bool is_alive = after.standing == Standing::live;
  if (was_alive && is_alive) {
    writes.emplace_back(replacement(user, before, after));
  } else {
    writes.emplace_back(
        store::Put{.item = {.key = profile_key(user), .attributes = describe::to_attributes(after)},
                   .condition = still(before)});
  }
  add_people_row(writes, user, was_alive, is_alive);
  add_index(writes, user, before, after);
}

void Repository::add_demand_live(Writes& writes, const UserId& user) {
  writes.emplace_back(store::Check{.key = profile_key(user), .condition = alive()});
}

void Repository::add_to_friends(Writes& writes, const UserId& user, std::int64_t by) {
  writes.emplace_back(store::Update{
      .key = profile_key(user), .add = {{"numberOfFriends", by}}, .condition = alive()});
}

}  // namespace dailygrind::user
