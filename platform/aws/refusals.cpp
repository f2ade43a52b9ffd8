#include "platform/aws/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "platform/core/log.hpp"

namespace dailygrind::aws {
namespace {

constexpr std::chrono::minutes remembered{1};
/// There are few resources; more than these are not kept apart.
constexpr std::size_t most_logged = 100;

}  // namespace

bool is_refusal(const Error& error) {
  // From "Common Errors" of the API references, and those of DynamoDB, SNS, SQS and S3.
  static constexpr std::array<std::string_view, 18> codes{"AWS.SimpleQueueService.NonExistentQueue",
                                                          "AccessDenied",
                                                          "AccessDeniedException",
                                                          "AuthorizationError",
                                                          "ExpiredToken",
                                                          "ExpiredTokenException",
                                                          "InvalidAccessKeyId",
                                                          "InvalidClientTokenId",
                                                          "InvalidSignatureException",
                                                          "KMSAccessDenied",
                                                          "KmsAccessDenied",
                                                          "NoSuchBucket",
                                                          "NotFound",
                                                          "OptInRequired",
                                                          "QueueDoesNotExist",
                                                          "ResourceNotFoundException",
                                                          "SignatureDoesNotMatch",
                                                          "UnrecognizedClientException"};
  return std::ranges::binary_search(codes, std::string_view{error.code()});
}

void Refusals::note(const std::string& service, const Request& request, const Error& error) {
  if (!is_refusal(error)) return;
  const auto now = system_.now();
  const auto what = fmt::format("{} {} {}", service, request.operation, request.resource);
  {
    const std::lock_guard lock{mutex_};
    newest_ = fmt::format("{} {}: {}", service, request.operation, error.code());
    noted_ = now;
    std::erase_if(logged_, [&](const auto& each) { return now - each.second >= remembered; });
    if (logged_.size() >= most_logged || !logged_.emplace(what, now).second) return;
  }
  log::error("AWS refuses a call: look at this program's permissions and at what it is to use",
             {{"service", std::string_view{service}},
              {"operation", std::string_view{request.operation}},
              {"resource", std::string_view{request.resource}},
              {"cause", std::string_view{error.what()}}});
}

std::optional<std::string> Refusals::recent() const {
  const std::lock_guard lock{mutex_};
  if (newest_.empty() || system_.now() - noted_ >= remembered) return std::nullopt;
  return newest_;
}

}  // namespace dailygrind::aws
