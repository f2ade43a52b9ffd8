#include "dailygrind/seed/community.hpp"

#include <algorithm>
#include <map>

#include "dailygrind/seed/day_times.hpp"
#include "dailygrind/seed/drawing.hpp"
#include "dailygrind/seed/field.hpp"
#include "dailygrind/seed/remarks.hpp"

namespace dailygrind::seed {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr milliseconds earliest_post = 6h + 30min;
constexpr milliseconds latest_post = 22h + 30min;
// Together at most what seed_posts takes.
constexpr std::size_t most_likes = 40;
constexpr std::size_t most_comments = 8;
constexpr unsigned percent_of_friends_like = 15;
constexpr unsigned percent_of_friends_comment = 3;
constexpr std::uint64_t outside_own_field = 3;

/// Nobody is told of what is older.
constexpr std::chrono::days longest_news{30};

/// Two days of three from one's own field.
const Piece& piece_of(const Person& person, std::uint64_t number, std::uint64_t day) {
  const bool own = (day + number) % outside_own_field != 0;
  const Field& field = own ? *person.field : fields()[(day / 2 + number) % fields().size()];
  return field.pieces[(day + number / outside_own_field) % field.pieces.size()];
}

milliseconds time_of_day(Random& random) {
  return earliest_post + milliseconds{random.below(
                             static_cast<std::uint64_t>((latest_post - earliest_post).count()))};
}

/// Zones are few, and finding one is slow beside everything else about a post.
const DayTimes& times_of(std::string_view zone, Instant now) {
  thread_local Instant made_for;
  thread_local std::map<std::string, DayTimes, std::less<>> known;
  if (made_for != now) known.clear();
  made_for = now;
  const auto found = known.find(zone);
  if (found != known.end()) return found->second;
  return known.emplace(zone, DayTimes{std::string{zone}, now}).first->second;
}

}  // namespace

Community::Community(Graph graph, std::uint64_t seed, std::uint32_t days_of_posts, Instant now)
    : graph_(std::move(graph)),
      seed_(seed),
      days_(days_of_posts),
      now_(now),
      beginning_(std::chrono::floor<std::chrono::days>(now) -
                 std::max(std::chrono::days{days_of_posts}, longest_news)),
      friends_(graph_.nodes.size()) {
  people_.reserve(graph_.nodes.size());
  for (const auto number : graph_.nodes) {
    people_.push_back(make_person({.seed = seed_, .number = number, .day = beginning_}));
  }
  for (const auto& [one, other] : graph_.edges) {
    friends_[one].push_back(other);
    friends_[other].push_back(one);
  }
}

std::vector<post::SeededPost> Community::posts(std::uint32_t day, std::uint32_t first,
                                               std::uint32_t last) const {
  std::vector<post::SeededPost> made;
  made.reserve(last - first);
  for (auto author = first; author < last; ++author) {
    const auto& person = people_[author];
    const auto& times = times_of(person.place->time_zone, now_);
    const auto date = times.today() - std::chrono::days{days_ - 1 - day};
    const auto number = static_cast<std::uint64_t>(date.time_since_epoch().count());
    SeededRandom random{stream(seed_ + graph_.nodes[author], Purpose::history, number)};
    const auto& piece = piece_of(person, graph_.nodes[author], number);
    made.push_back({.author = person.account.id,
                    .zone = std::string{person.place->time_zone},
                    .title = std::string{piece.title},
                    .content = std::string{piece.text},
                    .at = times.moment(date, time_of_day(random))});
    if (is_today(day)) add_reactions(made.back(), author);
  }
  return made;
}

void Community::add_reactions(post::SeededPost& post, std::uint32_t author) const {
  SeededRandom random{stream(seed_, Purpose::reactions, graph_.nodes[author])};
  for (const auto friend_ : friends_of(author)) {
    const auto& by = people_[friend_].account.id;
    if (post.likes.size() < most_likes && chance(random, percent_of_friends_like)) {
      post.likes.push_back(by);
    }
    if (post.comments.size() < most_comments && chance(random, percent_of_friends_comment)) {
      const auto since = static_cast<std::uint64_t>((now_ - post.at).count());
      post.comments.push_back({.user = by,
                               .content = std::string{one_of(random, remarks)},
                               .at = post.at + milliseconds{random.below(since + 1)}});
    }
  }
}

}  // namespace dailygrind::seed
