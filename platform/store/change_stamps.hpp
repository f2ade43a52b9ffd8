#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "platform/store/key_hash.hpp"

namespace dailygrind::store {

/// Tells readers on all threads which of their cached answers a commit has made stale. Holds only
/// where every writer of the file is in this process. Lock-free.
///
/// The order makes it right. The writer makes the stamps of what it has written odd, commits,
/// counts the commit, makes the stamps even again, then answers its callers. A reader loads the
/// stamp, then takes a snapshot not older than the counted commits, then reads, and keeps the
/// answer with the stamp if that is even. An answer is good for as long as its stamp is the present
/// one, and while a stamp is odd only the file is asked: between the moment at which a commit can
/// be seen there and the one at which its stamps have moved, a thread that saw the new state in the
/// file would find the old one in its cache. Two keys may share a stamp, which costs a read and
/// never a wrong answer.
class ChangeStamps {
 public:
  [[nodiscard]] std::uint64_t at(std::uint64_t hash) const {
    return (*stamps_)[hash % size].load(std::memory_order_acquire);
  }
  /// False while what the stamp stands for is being committed.
  [[nodiscard]] static bool is_settled(std::uint64_t stamp) { return stamp % 2 == 0; }
  [[nodiscard]] std::uint64_t commits() const { return commits_.load(std::memory_order_acquire); }

  /// For the one writer, before its commit.
  void begin(std::span<const KeyHashes> written) {
    for (const KeyHashes& key : written) {
      for (const auto hash : {key.item, key.group, key.partition}) {
        moving_.push_back(static_cast<std::uint32_t>(hash % size));
      }
    }
    std::ranges::sort(moving_);
    const auto doubles = std::ranges::unique(moving_);
    moving_.erase(doubles.begin(), doubles.end());
    bump();
  }

  /// For the one writer, after its commit, also where it failed.
  void end() {
    commits_.fetch_add(1, std::memory_order_acq_rel);
    bump();
    moving_.clear();
  }

 private:
  static constexpr std::size_t size = 1U << 15U;

  void bump() {
    for (const auto slot : moving_) (*stamps_)[slot].fetch_add(1, std::memory_order_acq_rel);
  }

  std::atomic<std::uint64_t> commits_{0};
  std::unique_ptr<std::array<std::atomic<std::uint64_t>, size>> stamps_ =
      std::make_unique<std::array<std::atomic<std::uint64_t>, size>>();
  std::vector<std::uint32_t> moving_;  ///< of the writer: the stamps that are odd
};

}  // namespace dailygrind::store
