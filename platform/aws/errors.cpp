#include "platform/aws/errors.hpp"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <pugixml.hpp>
#include <string_view>

namespace dailygrind::aws {
namespace {

template <typename Codes>
bool is_one_of(std::string_view code, const Codes& codes) {
  return std::ranges::find(codes, code) != codes.end();
}

using namespace std::string_view_literals;

constexpr std::array throttled{"Throttling"sv,
                               "ThrottlingException"sv,
                               "ThrottledException"sv,
                               "RequestThrottledException"sv,
                               "TooManyRequestsException"sv,
                               "ProvisionedThroughputExceededException"sv,
                               "RequestLimitExceeded"sv,
                               "BandwidthLimitExceeded"sv,
                               "LimitExceededException"sv,
                               "RequestThrottled"sv,
                               "SlowDown"sv,
                               "EC2ThrottledException"sv,
                               "PriorRequestNotComplete"sv};
constexpr std::array transient{"RequestTimeout"sv,
                               "RequestTimeoutException"sv,
                               "InternalServerError"sv,
                               "InternalError"sv,
                               "InternalFailure"sv,
                               "ServiceUnavailable"sv,
                               "IDPCommunicationError"sv,
                               "TransactionInProgressException"sv,
                               "TransactionConflictException"sv};
constexpr std::array skewed{"RequestTimeTooSkewed"sv,  "RequestExpired"sv,
                            "RequestInTheFuture"sv,    "InvalidSignatureException"sv,
                            "SignatureDoesNotMatch"sv, "AuthFailure"sv};
constexpr std::array expired{"ExpiredToken"sv, "ExpiredTokenException"sv, "TokenRefreshRequired"sv};

/// `com.amazonaws.dynamodb.v20120810#Name` and `Name:http://…` as `Name`.
std::string name_alone(std::string_view code) {
  code = code.substr(0, code.find(':'));
  const auto hash = code.rfind('#');
  if (hash != std::string_view::npos) code.remove_prefix(hash + 1);
  return std::string{code};
}

std::string text_of(const boost::json::object& document,
                    std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    const auto* const value = document.if_contains(name);
    if (value != nullptr && value->is_string()) return std::string{value->get_string()};
  }
  return {};
}

ErrorAnswer read_json(const std::string& body) {
  boost::system::error_code broken;
  const auto document = boost::json::parse(body, broken);
  if (broken || !document.is_object()) return {};
  const auto& members = document.get_object();
  return {.code = name_alone(text_of(members, {"__type", "code", "Code"})),
          .message = text_of(members, {"message", "Message", "errorMessage"})};
}

/// S3 has `Error` at the root, the others in an `ErrorResponse`.
ErrorAnswer read_xml(const std::string& body) {
  pugi::xml_document document;
  if (!document.load_buffer(body.data(), body.size(), pugi::parse_default, pugi::encoding_utf8)) {
    return {};
  }
  const auto error = document.find_node(
      [](const pugi::xml_node& node) { return std::string_view{node.name()} == "Error"; });
  return {.code = error.child_value("Code"), .message = error.child_value("Message")};
}

}  // namespace

ErrorAnswer read_error(const http::ClientResponse& response) {
  auto error = response.body.starts_with('<') ? read_xml(response.body) : read_json(response.body);
  const auto header = response.header("x-amzn-errortype");
  if (!header.empty()) error.code = name_alone(header);
  return error;
}

Remedy remedy_of(const std::string& code, int status) {
  if (is_one_of(code, throttled) || status == 429) return Remedy::slow_down;
  if (is_one_of(code, skewed)) return Remedy::set_clock;
  if (is_one_of(code, expired)) return Remedy::new_credentials;
  const bool passing = status == 500 || status == 502 || status == 503 || status == 504;
  return passing || is_one_of(code, transient) ? Remedy::repeat : Remedy::none;
}

}  // namespace dailygrind::aws
