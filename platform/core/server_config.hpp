#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/core/config.hpp"
#include "platform/core/log.hpp"

namespace dailygrind {

/// Who may sign up.
enum class SignUp : std::uint8_t { open, invitation, domains, closed };

/// Who carries out the daily call and messages to everyone.
enum class PushJobs : std::uint8_t { process, lambda };

/// How accounts of Cognito are confirmed.
enum class ConfirmSignUp : std::uint8_t { at_once, code };

/// Which claim of a token says who somebody is.
enum class UserIdClaim : std::uint8_t { sub, username };

/// Where services keep items and events.
enum class StorageKind : std::uint8_t { embedded, aws };

/// What the server programs can be told; what each setting means stands in server_config.cpp. The
/// values here are the defaults; a program with another one sets it before `declare`.
struct ServerConfig {
  std::string config;
  std::string listen = "127.0.0.1:9000";
  std::string data = "data";
  std::size_t threads = 0;

  std::string instance_name = "DailyGrind";
  std::string public_url;
  std::string imprint_url;
  std::string privacy_url;

  std::vector<std::string> trusted_proxies;
  std::vector<std::string> cors_origins;
  std::string tls_certificate;
  std::string tls_key;
  std::size_t body_limit = std::size_t{64} * 1024;
  std::size_t connection_limit = 10'000;
  std::chrono::milliseconds drain_timeout{10'000};

  int rate_limit_user = 600;
  int rate_limit_address = 1200;
  int rate_limit_sign_up = 20;
  bool rate_limit_loopback = false;

  log::Level log_level = log::Level::info;
  std::string log_file;
  bool access_log = true;
  std::string metrics_listen;
  bool metrics_public = false;

  bool read_only = false;

  SignUp sign_up = SignUp::open;
  std::vector<std::string> sign_up_domains;
  std::chrono::seconds access_token_lifetime{3600};
  std::chrono::seconds refresh_token_lifetime{30 * 24 * 3600};

  std::string issuer;
  std::string jwks_url;
  std::vector<std::string> clients;
  std::string cognito_pool;
  UserIdClaim user_id_claim = UserIdClaim::sub;

  std::string smtp_host;
  std::uint16_t smtp_port = 587;
  std::string smtp_user;
  std::string smtp_password;
  std::string smtp_from;
  bool smtp_starttls = true;

  std::string vapid_contact;
  std::string push_ca_file;
  PushJobs push_jobs = PushJobs::process;
  std::string vapid_keys_secret;

  StorageKind storage = StorageKind::embedded;
  std::string aws_region;
  std::string aws_account;
  std::string aws_prefix = "dailygrind-";
  std::string aws_endpoint;
  bool aws_create = false;
  ConfirmSignUp confirm_sign_up = ConfirmSignUp::at_once;

  int bus_max_attempts = 5;
  std::chrono::milliseconds bus_visibility{30'000};

  bool test_hooks = false;
  std::string test_clock;
  bool push_allow_private_addresses = false;
};

/// Where people reach a program with these settings, without a slash at the end: `public-url`, or,
/// where it is not set, `listen`.
[[nodiscard]] std::string address_of(const ServerConfig& config);

/// Declares every setting with its bounds, and the rules between them. `config` must outlive
/// `settings`.
void declare(config::Settings& settings, ServerConfig& config);

}  // namespace dailygrind
