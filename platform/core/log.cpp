#include "platform/core/log.hpp"

#include <spdlog/logger.h>

#include <array>
#include <atomic>
#include <memory>

#include "platform/core/log_line.hpp"
#include "platform/core/log_sink.hpp"

namespace dailygrind::log {
namespace {

std::atomic<Level> threshold{Level::info};

struct Output {
  explicit Output(const std::string& file)
      : sink(std::make_shared<BufferedSink>(file)), logger("dailygrind", sink) {
    logger.set_level(spdlog::level::trace);
    logger.flush_on(spdlog::level::warn);
  }
  std::shared_ptr<BufferedSink> sink;
  spdlog::logger logger;
};

std::unique_ptr<Output>& output() {
  static auto instance = std::make_unique<Output>("");
  return instance;
}

spdlog::level::level_enum to_spdlog(Level level) {
  static constexpr std::array levels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                                     spdlog::level::err, spdlog::level::off};
  return levels.at(static_cast<std::size_t>(level));
}

}  // namespace

void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  if (!enabled(level)) return;
  LineBuffer line;
  append_line(line, SystemClock{}.now(), level, message, fields);
  output()->logger.log(to_spdlog(level), spdlog::string_view_t{line.data(), line.size()});
}

void configure(Level level, const std::string& file) {
  threshold = level;
  output() = std::make_unique<Output>(file);
}

bool enabled(Level level) {
  return level >= threshold.load(std::memory_order_relaxed) && level != Level::off;
}

bool parse_level(std::string_view name, Level& level) {
  for (const auto candidate :
       {Level::debug, Level::info, Level::warning, Level::error, Level::off}) {
    if (level_name(candidate) == name) {
      level = candidate;
      return true;
    }
  }
  return false;
}

void flush() { output()->logger.flush(); }

void reopen() {
  try {
    output()->sink->reopen();
  } catch (const std::exception& failure) {
    error("the log file stays as it was", {{"cause", std::string_view{failure.what()}}});
  }
}

}  // namespace dailygrind::log
