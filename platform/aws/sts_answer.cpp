#include "platform/aws/sts_answer.hpp"

#include <pugixml.hpp>

#include "platform/aws/errors.hpp"
#include "platform/aws/providers.hpp"
#include "platform/core/encoding.hpp"
#include "platform/core/time_zone.hpp"

namespace dailygrind::aws {
namespace {

constexpr std::size_t longest_text = 300;

std::string required(const pugi::xml_node& credentials, const char* name) {
  const auto text = trim(credentials.child_value(name));
  if (text.empty()) {
    throw CredentialError{"the answer of STS has no good " + std::string{name}};
  }
  return std::string{text};
}

}  // namespace

Credentials credentials_of_sts(std::string_view xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8)) {
    throw CredentialError{"the answer of STS is no XML"};
  }
  const auto inner = document.find_node(
      [](const pugi::xml_node& node) { return std::string_view{node.name()} == "Credentials"; });
  Credentials found{.access_key_id = required(inner, "AccessKeyId"),
                    .secret_access_key = required(inner, "SecretAccessKey"),
                    .session_token = required(inner, "SessionToken")};
  found.expires = parse_rfc3339(required(inner, "Expiration"));
  if (!found.expires) throw CredentialError{"the Expiration in the answer of STS is no time"};
  return found;
}

std::string describe_sts_error(const http::ClientResponse& response) {
  const auto said = read_error(response);
  auto text = std::to_string(response.status);
  if (!said.code.empty()) text += " " + said.code;
  if (!said.message.empty()) text += ": " + said.message;
  if (text.size() > longest_text) text.resize(longest_text);
  return text;
}

}  // namespace dailygrind::aws
