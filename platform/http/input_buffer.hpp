#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace dailygrind::http {

/// Bytes received and not consumed yet. What was consumed stays in place until `room` or `release`,
/// so views into it live on.
class InputBuffer {
 public:
  [[nodiscard]] std::string_view data() const { return {memory_.get() + begin_, end_ - begin_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }
  void consume(std::size_t bytes) { begin_ += bytes; }

  /// Free memory behind the data; may move the data.
  std::span<char> room() {
    if (empty()) begin_ = end_ = 0;
    if (capacity_ - end_ < least_room) make_room();
    return {memory_.get() + end_, capacity_ - end_};
  }
  void commit(std::size_t bytes) { end_ += bytes; }

  void append(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto into = room();
      const auto size = std::min(bytes.size(), into.size());
      std::memcpy(into.data(), bytes.data(), size);
      commit(size);
      bytes.remove_prefix(size);
    }
  }

  /// Gives the memory back where there is no data.
  void release() {
    if (!empty()) return;
    memory_.reset();
    begin_ = end_ = capacity_ = 0;
  }

 private:
  static constexpr std::size_t first_capacity = 4096;
  static constexpr std::size_t least_room = 1024;

  void make_room() {
    const auto size = end_ - begin_;
    if (begin_ >= least_room && size <= begin_) {
      std::memmove(memory_.get(), memory_.get() + begin_, size);
    } else {
      const auto capacity = capacity_ == 0 ? first_capacity : capacity_ * 2;
      auto larger = std::make_unique_for_overwrite<char[]>(capacity);
      if (size != 0) std::memcpy(larger.get(), memory_.get() + begin_, size);
      memory_ = std::move(larger);
      capacity_ = capacity;
    }
    begin_ = 0;
    end_ = size;
  }

  std::unique_ptr<char[]> memory_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace dailygrind::http
