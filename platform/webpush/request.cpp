#include "platform/webpush/request.hpp"

#include <algorithm>

#include "platform/webpush/encryption.hpp"

namespace dailygrind::webpush {
namespace {

constexpr std::size_t longest_topic = 32;

const char* name_of(Urgency urgency) {
  switch (urgency) {
    case Urgency::very_low:
      return "very-low";
    case Urgency::low:
      return "low";
    case Urgency::normal:
      return "normal";
    case Urgency::high:
      return "high";
  }
  return "normal";
}

}  // namespace

bool is_topic(std::string_view topic) {
  return topic.size() <= longest_topic && std::ranges::all_of(topic, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

http::ClientRequest make_request(const std::string& endpoint, const Recipient& recipient,
                                 const Message& message, std::string authorization,
                                 Random& random) {
  http::ClientRequest request{.method = http::Method::post, .url = endpoint};
  auto& headers = request.headers;
  headers.reserve(6);
  headers.emplace_back("Authorization", std::move(authorization));
  headers.emplace_back("TTL", std::to_string(std::max<std::int64_t>(message.ttl.count(), 0)));
  headers.emplace_back("Urgency", name_of(message.urgency));
  if (!message.topic.empty()) headers.emplace_back("Topic", message.topic);
  headers.emplace_back("Content-Encoding", "aes128gcm");
  headers.emplace_back("Content-Type", "application/octet-stream");
  request.body = encrypt(recipient, message.payload, random);
  return request;
}

}  // namespace dailygrind::webpush
