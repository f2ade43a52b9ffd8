#include "dailygrind/migrate/sides.hpp"

#include <stdexcept>

#include "platform/core/config_checks.hpp"

namespace dailygrind::migrate {
namespace {

constexpr std::string_view sqlite = "sqlite:";
constexpr std::string_view dynamodb = "dynamodb:";

}  // namespace

ServerConfig settings_of(const std::string& side, ServerConfig config) {
  if (side.starts_with(sqlite) && side.size() > sqlite.size()) {
    config.storage = StorageKind::embedded;
    config.data = side.substr(sqlite.size());
    return config;
  }
  if (!side.starts_with(dynamodb)) {
    throw std::runtime_error{side + " is neither sqlite:FOLDER nor dynamodb:PREFIX"};
  }
  config.storage = StorageKind::aws;
  if (side.size() > dynamodb.size()) config.aws_prefix = side.substr(dynamodb.size());
  const auto flaw = config::check_aws_prefix(config.aws_prefix);
  if (!flaw.empty()) throw std::runtime_error{side + ": the prefix " + flaw};
  if (config.aws_region.empty() || config.aws_account.empty()) {
    throw std::runtime_error{side + ": aws-region and aws-account must be set"};
  }
  return config;
}

}  // namespace dailygrind::migrate
