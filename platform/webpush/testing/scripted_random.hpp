#pragma once

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <string>

#include "platform/core/random.hpp"

namespace dailygrind::webpush::testing {

/// Gives the bytes that it was given, call by call; for published vectors. Not thread-safe.
class ScriptedRandom final : public Random {
 public:
  explicit ScriptedRandom(std::deque<std::string> draws) : draws_(std::move(draws)) {}

  void fill(std::span<std::byte> bytes) override {
    if (draws_.empty() || draws_.front().size() != bytes.size()) {
      throw std::logic_error{"no draw of that size is left"};
    }
    std::ranges::copy(std::as_bytes(std::span{draws_.front()}), bytes.begin());
    draws_.pop_front();
  }

 private:
  std::deque<std::string> draws_;
};

}  // namespace dailygrind::webpush::testing
