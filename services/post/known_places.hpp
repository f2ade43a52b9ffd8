#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "services/post/keys.hpp"

namespace dailygrind::post {

/// Where posts lie that were asked for before. A post never moves, and that one was deleted shows
/// where it lay: what stands here is never wrong. Thread-safe.
class KnownPlaces {
 public:
  /// Some 200 bytes each.
  static constexpr std::size_t capacity = 8192;

  [[nodiscard]] std::optional<Place> find(const PostId& post);
  /// May forget another: that of a few which was used longest ago.
  void keep(const PostId& post, const Place& place);

 private:
  static constexpr std::size_t ways = 4;

  struct Entry {
    PostId post;
    Place place;
  };
  /// Those among which `post` is; used last comes first.
  [[nodiscard]] std::span<Entry> set_of(const PostId& post);

  std::mutex mutex_;
  std::vector<Entry> entries_;  ///< empty until the first is kept
};

}  // namespace dailygrind::post
