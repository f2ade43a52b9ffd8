#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::push {

struct Settings {
  /// The public key that browsers subscribe with.
  std::function<std::string()> application_key;
  /// Whether the host of an endpoint is reached at public addresses alone; nothing asks nobody.
  std::function<Task<bool>(std::string endpoint)> resolves_publicly;
  bool local_allowed = false;  ///< endpoints may lie anywhere, for tests
  std::string app_url;         ///< where the app is, without a slash at the end; "" is relative
  std::string instance_name = "DailyGrind";
  milliseconds catch_up = std::chrono::hours{3};    ///< how late a daily call may begin
  milliseconds call_lasts = std::chrono::hours{4};  ///< how long it is tried to be sent
  milliseconds note_lasts = std::chrono::hours{24};
  /// How long a page of a job waits for answers; what takes longer is seen to its end beside it.
  milliseconds patience{1000};
  /// No other process works on this store: what one has begun that died is gone on with at once.
  bool alone = true;
};

}  // namespace dailygrind::push
