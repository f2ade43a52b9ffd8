#include "services/user/seed.hpp"

#include <map>
#include <set>

#include "services/user/announce.hpp"
#include "services/user/attempts.hpp"
#include "services/user/careers.hpp"
#include "services/user/edit_profile.hpp"

namespace dailygrind::user {
namespace {

/// A friendship's own writes: the pair, two rows, an event. Each person's count is one more.
constexpr std::size_t writes_a_pair = 4;

template <typename Entry>
void add_entries(Users& users, Repository::Writes& writes, const UserId& user,
                 const std::vector<typename CareerOf<Entry>::Input>& inputs) {
  using EntryId = typename CareerOf<Entry>::EntryId;
  for (const auto& input : inputs) {
    const auto& chosen = CareerOf<Entry>::chosen_id(input);
    auto id = chosen ? *chosen : EntryId{uuid_v7(users.clock.now(), users.random)};
    Repository::add_entry_row(writes, user, CareerOf<Entry>::made_of(input, std::move(id)));
  }
}

/// Pairs that go into one transaction.
struct Chunk {
  std::vector<Pair> pairs;
  std::set<std::pair<UserId, UserId>> known;
  std::set<UserId> people;

  [[nodiscard]] bool has_room_for(const Pair& pair) const {
    const std::size_t more =
        (people.contains(pair.low) ? 0U : 1U) + (people.contains(pair.high) ? 0U : 1U);
    return writes_a_pair * (pairs.size() + 1) + people.size() + more <=
           store::max_transaction_writes;
  }
  void add(const Pair& pair) {
    if (pair.low == pair.high || !known.emplace(pair.low, pair.high).second) return;
    people.insert(pair.low);
    people.insert(pair.high);
    pairs.push_back(pair);
  }
};

Task<std::optional<std::size_t>> try_befriend(Users& users, const std::vector<Pair>& pairs) {
  const auto records = co_await users.repository.pairs(pairs);
  Repository::Writes writes;
  std::map<UserId, std::int64_t> counts;
  std::size_t made = 0;
  for (std::size_t at = 0; at < pairs.size(); ++at) {
    const PairRecord& before = records[at];
    if (before.friends || before.blocked()) continue;
    const PairRecord after{.version = before.version + 1, .friends = true};
    Repository::add_pair(writes, pairs[at], before, after);
    announce_pair(users, writes, pairs[at], before, after, {});
    ++counts[pairs[at].low];
    ++counts[pairs[at].high];
    ++made;
  }
  for (const auto& [user, by] : counts) Repository::add_to_friends(writes, user, by);
  if (!writes.empty() && !co_await users.repository.commit(std::move(writes))) {
    co_return std::nullopt;
  }
  co_return made;
}

Task<std::size_t> befriend(Users& users, const Chunk& chunk) {
  const auto made =
      co_await until_committed<std::size_t>([&] { return try_befriend(users, chunk.pairs); });
  users.outbox.wake();
  co_return made;
}

}  // namespace

Task<bool> seed_person(Users& users, const SeededPerson& person) {
  const auto before = co_await users.repository.profile(person.id);
  if (before.standing != Standing::absent) co_return false;
  auto after = edited(before, person.profile, person.email);
  after.number_of_jobs = static_cast<std::int64_t>(person.jobs.size());
  after.number_of_educations = static_cast<std::int64_t>(person.educations.size());
  Repository::Writes writes;
  Repository::add_profile(writes, person.id, before, after);
  announce_profile(users, writes, person.id, before, after, {});
  add_entries<Job>(users, writes, person.id, person.jobs);
  add_entries<Education>(users, writes, person.id, person.educations);
  const bool made = co_await users.repository.commit(std::move(writes));
  users.outbox.wake();
  co_return made;
}

Task<std::size_t> seed_friendships(Users& users, std::span<const std::pair<UserId, UserId>> pairs) {
  std::size_t made = 0;
  Chunk chunk;
  for (const auto& [a, b] : pairs) {
    const auto pair = Pair::of(a, b);
    if (!chunk.has_room_for(pair)) {
      made += co_await befriend(users, chunk);
      chunk = {};
    }
    chunk.add(pair);
  }
  made += co_await befriend(users, chunk);
  co_return made;
}

}  // namespace dailygrind::user
