#include "dailygrind/aws/vapid_secret.hpp"

#include <boost/json/object.hpp>
#include <stdexcept>

#include "dailygrind/event_loop.hpp"
#include "platform/aws/json_protocol.hpp"
#include "platform/core/problem.hpp"
#include "platform/webpush/vapid_keys.hpp"

namespace dailygrind::aws {
namespace {

Task<std::string> secret_text(Client& secrets_manager, const std::string& arn) {
  auto request = json_request("secretsmanager", "GetSecretValue", {{"SecretId", arn}});
  request.headers.at(0).second = "application/x-amz-json-1.1";
  const auto answer = co_await secrets_manager.send(std::move(request));
  const auto document = JsonDocument::of(answer, "Secrets Manager");
  const auto* text = document->if_contains("SecretString");
  if (text == nullptr || !text->is_string()) throw std::runtime_error{"it is no text"};
  co_return std::string{text->get_string()};
}

}  // namespace

Task<std::vector<webpush::VapidKey>> read_vapid_secret(Client& secrets_manager, std::string arn) {
  try {
    auto keys = webpush::read_vapid_keys(co_await secret_text(secrets_manager, arn));
    if (keys.empty()) throw std::runtime_error{"there is no key in it"};
    co_return keys;
  } catch (const std::exception& error) {
    throw std::runtime_error{"vapid-keys-secret: " + arn + ": " + error.what()};
  }
}

std::vector<webpush::VapidKey> fetch_vapid_keys(const ServerConfig& config, Random& random) {
  cli::EventLoop loop;
  metrics::Registry uncounted;
  Services services{config, loop.context(), random, uncounted};
  return loop.run(read_vapid_secret(services.secrets_manager(), config.vapid_keys_secret));
}

}  // namespace dailygrind::aws
