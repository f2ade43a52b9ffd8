#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "services/user/common_friends.hpp"
#include "services/user/known_people.hpp"
#include "services/user/verbs.hpp"

namespace dailygrind::user {
namespace {

/// The most rows of friends' friends that one request reads.
constexpr std::size_t most_rows = 20'000;

using Counts = std::unordered_map<UserId, std::int64_t>;

Task<Counts> friends_of_friends(Users& users, const UserId& me) {
  Counts counts;
  std::size_t budget = most_rows;
  for (const auto& friend_id : co_await shown_friends(users, me)) {
    if (budget == 0) break;
    const auto theirs =
        co_await ids_of(users, friend_id, List::friends, std::min(budget, most_friends_looked_at));
    for (const auto& id : theirs) ++counts[id];
    budget -= theirs.size();
  }
  co_return counts;
}

/// Leaves out whom the caller knows already.
Task<> remove_connected(Users& users, const UserId& me, Counts& counts) {
  counts.erase(me);
  for (const List list : {List::friends, List::incoming, List::outgoing}) {
    for (const auto& id : co_await ids_of(users, me, list, most_friends_looked_at)) {
      counts.erase(id);
    }
  }
}

/// A text that sorts by mutual friends, most first, then by id: the list's cursor.
std::string place_of(const Counts::value_type& candidate) {
  return fmt::format("{:05}#{}", 99'999 - candidate.second, candidate.first.str());
}

std::vector<std::string> ranked(const Counts& counts) {
  std::vector<std::string> places;
  places.reserve(counts.size());
  for (const auto& candidate : counts) places.push_back(place_of(candidate));
  std::ranges::sort(places);
  return places;
}

constexpr std::size_t id_begins = 6;

void demand_place(const std::string& cursor) {
  const bool place = cursor.size() > id_begins && cursor[id_begins - 1] == '#';
  if (!cursor.empty() && !place) {
    throw Problem::invalid("?cursor", "is not a cursor of this list");
  }
}

IdPage part_of(const std::vector<std::string>& places, const std::string& after,
               std::size_t limit) {
  IdPage page;
  auto place = std::ranges::upper_bound(places, after);
  for (; place != places.end() && page.ids.size() < limit; ++place) {
    page.ids.emplace_back(place->substr(id_begins));
  }
  page.examined = page.ids.size();
  if (place != places.end()) page.next = *std::prev(place);
  return page;
}

}  // namespace

Task<Paged<UserInfo>> suggestions(Users& users, const Call& call, api::Page page) {
  demand_place(page.after);
  auto counts = co_await friends_of_friends(users, call.user);
  co_await remove_connected(users, call.user, counts);
  const auto places = ranked(counts);
  const PeopleSource candidates = [&](const std::string& after, std::size_t limit) -> Task<IdPage> {
    co_return part_of(places, after, limit);
  };
  auto result = co_await known_people(users, call.user, page, candidates);
  for (auto& person : result.items) person.mutual_friends = counts.at(person.user_id);
  co_return result;
}

}  // namespace dailygrind::user
