#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "platform/aws/client.hpp"
#include "platform/aws/credentials.hpp"
#include "platform/blob/s3_blobs.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/random.hpp"
#include "platform/core/server_config.hpp"
#include "platform/http/client.hpp"

namespace dailygrind::aws {

/// The services of AWS as the configuration names them, with the credentials that AWS's SDKs would
/// find. Calls are sent on `loop`; all that is passed must outlive it; refusals are told of where
/// given.
class Services {
 public:
  Services(const ServerConfig& config, boost::asio::io_context& loop, Random& random,
           metrics::Registry& metrics, Refusals* refusals = nullptr);

  [[nodiscard]] Client& dynamodb() { return *dynamodb_; }
  [[nodiscard]] Client& sns() { return *sns_; }
  [[nodiscard]] Client& sqs() { return *sqs_; }
  [[nodiscard]] Client& cognito() { return *cognito_; }
  [[nodiscard]] Client& secrets_manager() { return *secrets_manager_; }
  /// A bucket has an address of its own, and so a client.
  [[nodiscard]] blob::S3Parts s3(const blob::S3Settings& settings);

 private:
  Random& random_;
  metrics::Registry& metrics_;
  Refusals* refusals_;
  SystemClock system_;
  std::unique_ptr<http::Client> http_;
  std::unique_ptr<CredentialsSource> credentials_;
  std::unique_ptr<Client> dynamodb_;
  std::unique_ptr<Client> sns_;
  std::unique_ptr<Client> sqs_;
  std::unique_ptr<Client> cognito_;
  std::unique_ptr<Client> secrets_manager_;
  std::vector<std::unique_ptr<Client>> s3_;
};

/// The address of a service: the emulator's, or the public one of the region.
[[nodiscard]] std::string endpoint_of(const ServerConfig& config, const std::string& service);

}  // namespace dailygrind::aws
