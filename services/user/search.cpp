#include <algorithm>

#include "platform/core/problem.hpp"
#include "services/user/repository.hpp"
#include "services/user/search_words.hpp"

namespace dailygrind::user {
namespace {

constexpr std::size_t rows_a_query = 100;

/// Where a walk over the shards stands: `<shard letter><last user id>`, the id empty at its start.
struct PeoplePlace {
  std::size_t shard = 0;
  std::string after;

  static PeoplePlace parse(const std::string& cursor) {
    if (cursor.empty()) return {};
    const auto shard = static_cast<std::size_t>(static_cast<unsigned char>(cursor[0])) - 'a';
    const auto after = cursor.substr(1);
    if (shard >= people_shards || (!after.empty() && !is_subject(after))) {
      throw Problem::invalid("?cursor", "is not a cursor of this list");
    }
    return {shard, after};
  }
  [[nodiscard]] std::string text() const { return static_cast<char>('a' + shard) + after; }
};

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = text.find(' ');
    words.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return words;
}

/// A name has a row for each of its words; it counts at the first one that `wanted` begins, so that
/// nobody is found twice, on whatever page.
bool matches(const store::Item& row, const std::string& wanted,
             const std::vector<std::string>& query) {
  const auto name = split_words(row.attributes.text("words"));
  const auto first =
      std::ranges::find_if(name, [&](const std::string& word) { return word.starts_with(wanted); });
  const auto word = std::string_view{row.key.sort}.substr(0, row.key.sort.find('#'));
  return first != name.end() && *first == word && each_begins_some(query, name);
}

UserId user_of(const store::Item& row) {
  return UserId{row.key.sort.substr(row.key.sort.find('#') + 1)};
}

}  // namespace

Task<IdPage> Repository::people(const std::string& after, std::size_t limit) {
  auto place = PeoplePlace::parse(after);
  IdPage result;
  while (place.shard < people_shards && result.ids.size() < limit) {
    const auto page = co_await store_.query({.table = users_table,
                                             .partition = people_partition(place.shard),
                                             .after = place.after,
                                             .limit = limit - result.ids.size()});
    for (const auto& row : page.items) result.ids.emplace_back(row->key.sort);
    place = page.next ? PeoplePlace{place.shard, *page.next} : PeoplePlace{place.shard + 1, {}};
  }
  result.examined = result.ids.size();
  if (place.shard < people_shards) result.next = place.text();
  co_return result;
}

Task<IdPage> Repository::search(const std::vector<std::string>& words, const std::string& after,
                                std::size_t limit) {
  // The longest word is likely the rarest.
  const auto& wanted = *std::ranges::max_element(words, {}, &std::string::size);
  if (!after.empty() && (!after.starts_with(wanted) || after.find('#') == std::string::npos)) {
    throw Problem::invalid("?cursor", "is not a cursor of this list");
  }
  const auto page = co_await store_.query({.table = users_table,
                                           .partition = name_partition(wanted),
                                           .prefix = wanted,
                                           .after = after,
                                           .limit = rows_a_query});
  IdPage result{.next = page.next};
  for (const auto& row : page.items) {
    ++result.examined;
    if (!matches(*row, wanted, words)) continue;
    result.ids.push_back(user_of(*row));
    if (result.ids.size() < limit) continue;
    if (row != page.items.back()) result.next = row->key.sort;
    break;
  }
  co_return result;
}

}  // namespace dailygrind::user
