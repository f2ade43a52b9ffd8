#include "platform/aws/json_credentials.hpp"

#include <boost/json.hpp>

#include "platform/aws/providers.hpp"
#include "platform/core/time_zone.hpp"

namespace dailygrind::aws {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_code = 100;

/// "" where it is absent or no string.
std::string text_at(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found && found->is_string() ? std::string{found->get_string()} : std::string{};
}

std::string required(const json::object& object, std::string_view name) {
  auto text = text_at(object, name);
  if (text.empty()) throw CredentialError{"its answer has no " + std::string{name}};
  return text;
}

json::object parse_object(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse({text.data(), text.size()}, error);
  if (error || !value.is_object()) return {};
  return std::move(value.get_object());
}

/// Why nothing is given: `Code` for IMDS, `code` for the agents; "" where it says none.
std::string code_of(const json::object& answer) {
  auto code = text_at(answer, "Code");
  if (code.empty()) code = text_at(answer, "code");
  if (code.size() > longest_code) code.resize(longest_code);
  return code;
}

}  // namespace

Credentials credentials_of_json(std::string_view text) {
  const auto answer = parse_object(text);
  if (answer.empty()) throw CredentialError{"its answer is no JSON object"};
  const auto code = code_of(answer);
  if (!code.empty() && code != "Success") throw CredentialError{"it refused: " + code};
  Credentials found{.access_key_id = required(answer, "AccessKeyId"),
                    .secret_access_key = required(answer, "SecretAccessKey"),
                    .session_token = required(answer, "Token")};
  found.expires = parse_rfc3339(required(answer, "Expiration"));
  if (!found.expires) throw CredentialError{"the Expiration in its answer is no time"};
  return found;
}

std::string describe_refusal(int status, std::string_view text) {
  const auto code = code_of(parse_object(text));
  return std::to_string(status) + (code.empty() ? "" : " " + code);
}

}  // namespace dailygrind::aws
