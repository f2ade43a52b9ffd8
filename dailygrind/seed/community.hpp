#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "dailygrind/seed/graph.hpp"
#include "dailygrind/seed/person.hpp"
#include "services/post/seed.hpp"

namespace dailygrind::seed {

/// Everything that is to be written, made on demand: the same graph, seed and day make the same
/// people with the same posts at the same times, but that what would lie after `now` is earlier.
/// Immutable once made.
class Community {
 public:
  /// `days` ≥ 1 days of posts, of which the last is today.
  Community(Graph graph, std::uint64_t seed, std::uint32_t days, Instant now);

  [[nodiscard]] const std::vector<Person>& people() const { return people_; }
  [[nodiscard]] const Graph& graph() const { return graph_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] std::uint32_t days() const { return days_; }
  [[nodiscard]] Instant now() const { return now_; }
  /// When all of them signed up: the midnight (UTC) before the first post.
  [[nodiscard]] Instant beginning() const { return beginning_; }
  [[nodiscard]] const std::vector<std::uint32_t>& friends_of(std::uint32_t person) const {
    return friends_[person];
  }

  /// What people `first` to `last` - 1 post on one day, the first of which is 0; today's posts
  /// with likes and comments of friends.
  [[nodiscard]] std::vector<post::SeededPost> posts(std::uint32_t day, std::uint32_t first,
                                                    std::uint32_t last) const;

 private:
  [[nodiscard]] bool is_today(std::uint32_t day) const { return day + 1 == days_; }
  void add_reactions(post::SeededPost& post, std::uint32_t author) const;

  Graph graph_;
  std::uint64_t seed_;
  std::uint32_t days_;
  Instant now_;
  std::chrono::sys_days beginning_;
  std::vector<Person> people_;
  std::vector<std::vector<std::uint32_t>> friends_;
};

}  // namespace dailygrind::seed
