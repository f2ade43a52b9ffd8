#include <array>

#include "platform/aws/credential_files.hpp"
#include "platform/aws/providers.hpp"
#include "platform/aws/small_file.hpp"
#include "platform/aws/web_identity.hpp"

namespace dailygrind::aws {
namespace {

namespace fs = std::filesystem;

/// A profile as both files say it.
struct BothProfiles {
  std::string name;
  Profile credentials;
  Profile config;

  /// The credentials file wins; "" where neither has it.
  [[nodiscard]] std::string value(std::string_view key) const {
    for (const auto* profile : {&credentials, &config}) {
      if (const auto found = profile->find(key); found != profile->end()) return found->second;
    }
    return {};
  }
};

fs::path home_of(const ProviderParts& parts) {
  return parts.settings.home.empty() ? fs::path{parts.variable("HOME")} : parts.settings.home;
}

/// Empty where there is no home to look into.
fs::path file_of(const ProviderParts& parts, const std::string& variable, const char* name) {
  const auto home = home_of(parts);
  const auto chosen = parts.variable(variable);
  if (chosen.starts_with("~/") && !home.empty()) return home / chosen.substr(2);
  if (!chosen.empty()) return chosen;
  return home.empty() ? home : home / ".aws" / name;
}

std::optional<Profile> load(const fs::path& file, const std::string& name, SharedFile kind) {
  if (file.empty()) return std::nullopt;
  const auto text = read_small_file(file);
  if (!text) return std::nullopt;
  try {
    return find_profile(*text, name, kind);
  } catch (const CredentialError& error) {
    throw CredentialError{file.string() + ", " + error.what()};
  }
}

/// Nothing where neither file has a profile of that name.
std::optional<BothProfiles> load_profile(const ProviderParts& parts, const std::string& name) {
  auto credentials = load(file_of(parts, "AWS_SHARED_CREDENTIALS_FILE", "credentials"), name,
                          SharedFile::credentials);
  auto config = load(file_of(parts, "AWS_CONFIG_FILE", "config"), name, SharedFile::config);
  if (!credentials && !config) return std::nullopt;
  return BothProfiles{.name = name,
                      .credentials = std::move(credentials).value_or(Profile{}),
                      .config = std::move(config).value_or(Profile{})};
}

[[noreturn]] void refuse(const BothProfiles& profile, const std::string& why) {
  throw CredentialError{"the profile " + profile.name + " " + why};
}

[[noreturn]] void refuse_unsupported(const BothProfiles& profile, const std::string& what) {
  refuse(profile, "uses " + what +
                      ", which is not supported here: give it keys, or a role_arn with a "
                      "web_identity_token_file, or set other credentials in the environment");
}

/// Each of these gives other credentials than keys that may stand beside it, so those are not what
/// was meant.
void check_supported(const BothProfiles& profile) {
  constexpr std::array settings{"role_arn", "sso_session", "sso_start_url", "sso_account_id",
                                "login_session"};
  for (const auto* setting : settings) {
    if (!profile.value(setting).empty()) refuse_unsupported(profile, setting);
  }
}

/// Nothing where that file has no keys. Both are taken from one file, never one from each.
std::optional<Credentials> keys_of(const BothProfiles& profile, const Profile& file) {
  const auto at = [&](std::string_view key) {
    const auto found = file.find(key);
    return found == file.end() ? std::string{} : found->second;
  };
  Credentials found{.access_key_id = at("aws_access_key_id"),
                    .secret_access_key = at("aws_secret_access_key"),
                    .session_token = at("aws_session_token")};
  if (found.access_key_id.empty()) return std::nullopt;
  if (found.secret_access_key.empty()) {
    refuse(profile, "has an aws_access_key_id without an aws_secret_access_key");
  }
  return found;
}

/// The order of the SDKs: a process stands behind the keys of the credentials file and before those
/// of the config file.
std::optional<Credentials> keys_of(const BothProfiles& profile) {
  if (auto found = keys_of(profile, profile.credentials)) return found;
  if (!profile.value("credential_process").empty()) {
    refuse_unsupported(profile, "credential_process");
  }
  return keys_of(profile, profile.config);
}

}  // namespace

Task<Lookup> from_profile(const ProviderParts& parts) {
  const auto chosen = parts.variable("AWS_PROFILE");
  const auto profile = load_profile(parts, chosen.empty() ? "default" : chosen);
  if (!profile && chosen.empty()) {
    co_return std::unexpected{Absent{"the shared files have no profile default"}};
  }
  if (!profile) throw CredentialError{"the shared files have no profile " + chosen};
  const WebIdentity identity{.token_file = profile->value("web_identity_token_file"),
                             .role_arn = profile->value("role_arn"),
                             .session_name = profile->value("role_session_name"),
                             .region = profile->value("region")};
  if (!identity.token_file.empty()) {
    if (identity.role_arn.empty()) refuse(*profile, "has no role_arn");
    co_return co_await assume_role(parts, identity);
  }
  check_supported(*profile);
  if (auto found = keys_of(*profile)) co_return std::move(*found);
  co_return std::unexpected{Absent{"the profile " + profile->name + " has no credentials"}};
}

}  // namespace dailygrind::aws
