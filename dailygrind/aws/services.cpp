#include "dailygrind/aws/services.hpp"

#include "platform/aws/credential_chain.hpp"

namespace dailygrind::aws {
namespace {

/// Beside the requests of people, each consumer has one that waits.
constexpr std::size_t connections = 64;

}  // namespace

std::string endpoint_of(const ServerConfig& config, const std::string& service) {
  if (config.aws_endpoint.empty()) return public_endpoint(service, config.aws_region);
  return config.aws_endpoint.substr(0, config.aws_endpoint.find_last_not_of('/') + 1);
}

Services::Services(const ServerConfig& config, boost::asio::io_context& loop, Random& random,
                   metrics::Registry& metrics, Refusals* refusals)
    : random_(random),
      metrics_(metrics),
      refusals_(refusals),
      http_(http::make_http1_client(loop, {.connections_per_host = connections})),
      credentials_(make_credential_chain(*http_, system_, {.region = config.aws_region})) {
  const auto client = [&](const std::string& service) {
    return make_client({*http_, *credentials_, system_, random, metrics, refusals},
                       {.service = service,
                        .region = config.aws_region,
                        .endpoint = endpoint_of(config, service)});
  };
  dynamodb_ = client("dynamodb");
  sns_ = client("sns");
  sqs_ = client("sqs");
  cognito_ = client("cognito-idp");
  secrets_manager_ = client("secretsmanager");
}

blob::S3Parts Services::s3(const blob::S3Settings& settings) {
  s3_.push_back(make_client({*http_, *credentials_, system_, random_, metrics_, refusals_},
                            blob::s3_client_settings(settings)));
  return {*s3_.back(), *credentials_, system_};
}

}  // namespace dailygrind::aws
