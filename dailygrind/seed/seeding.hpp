#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "dailygrind/embedded/identity_module.hpp"
#include "dailygrind/embedded/post_module.hpp"
#include "dailygrind/embedded/push_module.hpp"
#include "dailygrind/embedded/user_module.hpp"
#include "dailygrind/event_loop.hpp"
#include "dailygrind/seed/community.hpp"
#include "dailygrind/seed/event_delivery.hpp"

namespace dailygrind::seed {

/// The password of all seeded people.
inline constexpr auto demo_password = "DailyGrind-1";

/// Puts a community into a data folder that no server is at work on, with the services' own
/// functions, and handles its events, so that a server that starts afterwards has nothing to catch
/// up with. Shows progress.
class Seeding {
 public:
  /// Opens the folder. Throws std::runtime_error with one sentence where a server holds it, or
  /// where it has people already.
  Seeding(const std::filesystem::path& folder, const Community& community);

  /// Throws what the services throw; the folder is then unfinished.
  void run();

 private:
  Task<> refuse_people();
  Task<> add_accounts();
  Task<> add_people();
  Task<> add_friendships();
  Task<> deliver_events();
  Task<> add_posts();
  Task<> deliver_posts();
  [[nodiscard]] Consumer posts();
  [[nodiscard]] Consumer notifications();
  void write_demo_accounts();

  const Community& community_;
  ServerConfig config_;
  SystemClock system_clock_;
  AdjustableClock sign_up_clock_;
  AdjustableClock now_clock_;
  SystemRandom system_random_;
  cli::EventLoop loop_;
  embedded::DataFolder folder_;
  embedded::EmbeddedStorage storage_;
  std::unique_ptr<bus::Bus> bus_;
  embedded::Tokens tokens_;
  embedded::IdentityModule identity_;
  embedded::UserModule user_;
  embedded::PostModule post_;
  metrics::Registry metrics_;
  webpush::VapidKeys vapid_;
  embedded::PushModule push_;
};

}  // namespace dailygrind::seed
