#include "dailygrind/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace dailygrind::cli {
namespace {

constexpr std::size_t long_step = 50'000;
constexpr std::size_t bar_width = 40;

}  // namespace

Progress::Progress(std::string what, std::size_t total)
    : what_(std::move(what)), total_(total), terminal_(::isatty(STDOUT_FILENO) == 1) {
  if (terminal_) draw();
  if (total_ == 0) print();
}

Progress::~Progress() {
  if (terminal_ && done_ < total_) std::fputc('\n', stdout);
}

std::size_t Progress::steps() const {
  if (terminal_) return 200;
  return total_ > long_step ? 10 : 1;
}

void Progress::advance(std::size_t by) {
  if (by == 0) return;
  done_ += by;
  const std::size_t part = done_ * steps() / total_;
  if (part == shown_) return;
  shown_ = part;
  print();
}

void Progress::print() const {
  if (terminal_) {
    draw();
    if (done_ >= total_) std::fputc('\n', stdout);
  } else if (done_ >= total_) {
    std::printf("%s: %zu\n", what_.c_str(), total_);
  } else {
    std::printf("%s: %zu of %zu\n", what_.c_str(), done_, total_);
  }
  std::fflush(stdout);
}

void Progress::draw() const {
  const std::size_t filled = total_ == 0 ? bar_width : done_ * bar_width / total_;
  const std::string bar = std::string(filled, '#') + std::string(bar_width - filled, '.');
  std::printf("\r%-28s [%s] %zu/%zu", what_.c_str(), bar.c_str(), done_, total_);
  std::fflush(stdout);
}

}  // namespace dailygrind::cli
