#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

#include "platform/store/key_hash.hpp"

namespace dailygrind::store {

/// Tells readers on all threads which of their cached answers a commit has made stale. Holds only
/// where every writer of the file is in this process. Lock-free.
///
/// The order makes it right. The writer, after its commit: counts the commit, then moves the stamps
/// of what it wrote, then answers its callers. A reader: loads the stamp, then takes a snapshot not
/// older than the counted commits, then reads and keeps the answer with the stamp. An answer is
/// good for as long as its stamp is the present one. Two keys may share a stamp, which costs a read
/// and never a wrong answer.
class ChangeStamps {
 public:
  [[nodiscard]] std::uint64_t at(std::uint64_t hash) const {
    return (*stamps_)[hash % size].load(std::memory_order_acquire);
  }
  [[nodiscard]] std::uint64_t commits() const { return commits_.load(std::memory_order_acquire); }

  /// For the one writer, after its commit.
  void committed(std::span<const KeyHashes> written) {
    commits_.fetch_add(1, std::memory_order_acq_rel);
    for (const KeyHashes& key : written) {
      bump(key.item);
      bump(key.group);
      bump(key.partition);
    }
  }

 private:
  static constexpr std::size_t size = 1U << 15U;

  void bump(std::uint64_t hash) { (*stamps_)[hash % size].fetch_add(1, std::memory_order_acq_rel); }

  std::atomic<std::uint64_t> commits_{0};
  std::unique_ptr<std::array<std::atomic<std::uint64_t>, size>> stamps_ =
      std::make_unique<std::array<std::atomic<std::uint64_t>, size>>();
};

}  // namespace dailygrind::store
