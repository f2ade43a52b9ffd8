#pragma once

#include <cstddef>
#include <string>

namespace dailygrind::cli {

/// How far a step of a command is, on standard output: a bar that moves where that is a terminal;
/// else a line at the end, and for a long step one at each tenth.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  /// Ends the line of a step that failed.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::size_t by = 1);

 private:
  void draw() const;
  void print() const;

  std::string what_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t shown_ = 0;  ///< parts of `steps()` that are on the screen
  bool terminal_;
  [[nodiscard]] std::size_t steps() const;
};

}  // namespace dailygrind::cli
