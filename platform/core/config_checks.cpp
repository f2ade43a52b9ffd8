#include "platform/core/config_checks.hpp"

#include <algorithm>
#include <string_view>

#include "platform/core/address.hpp"
#include "platform/core/encoding.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/core/url.hpp"

namespace dailygrind::config {
namespace {

bool is_web_url(const boost::urls::url_view& url) {
  return (url.scheme() == "http" || url.scheme() == "https") && !url.encoded_host().empty() &&
         !url.has_userinfo() && !url.has_fragment();
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-';
         });
}

bool is_domain(std::string_view text) {
  if (text.size() > 253 || text.find('.') == std::string_view::npos) return false;
  while (true) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_mailbox(std::string_view text) {
  const auto at = text.rfind('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c != '<' && c != '>'; });
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// Narrower than AWS is, so that it is good everywhere.
bool is_aws_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char character) {
    return is_digit(character) || (character >= 'a' && character <= 'z') || character == '-';
  });
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

}  // namespace

std::string check_endpoint(const std::string& text) {
  return parse_endpoint(text) ? "" : "must be ADDRESS:PORT, such as 127.0.0.1:9000 or [::1]:9000";
}

std::string check_network(const std::string& text) {
  return is_network(text) ? "" : "must be an address or a block such as 10.0.0.0/8";
}

std::string check_url(const std::string& text) {
  const auto url = parse_url(text);
  return url && is_web_url(*url) ? "" : "must be a URL that begins with https:// or http://";
}

std::string check_origin(const std::string& text) {
  if (text == "*") return "";
  const auto url = parse_url(text);
  const bool good = url && is_web_url(*url) && url->encoded_path().empty() && !url->has_query() &&
                    std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  return good ? "" : "must be an origin such as https://app.example.org, without a path, or *";
}

std::string check_domain(const std::string& text) {
  return is_domain(text) ? "" : "must be a domain such as example.org";
}

std::string check_aws_region(const std::string& text) {
  return is_aws_name(text) ? "" : "must be a region such as eu-central-1";
}

std::string check_aws_account(const std::string& text) {
  const bool good = text.size() == 12 && std::ranges::all_of(text, is_digit);
  return good ? "" : "must be an account's number of 12 digits";
}

std::string check_aws_prefix(const std::string& text) {
  const bool good = is_aws_name(text) && text.size() <= 40;
  return good ? "" : "must be at most 40 lower-case letters, digits and hyphens";
}

std::string check_aws_secret(const std::string& text) {
  const bool good = text.starts_with("arn:aws") && text.find(":secretsmanager:") != text.npos;
  return good ? "" : "must be the ARN of a secret of Secrets Manager";
}

std::string check_sender(const std::string& text) {
  std::string_view address = text;
  const auto open = address.find('<');
  if (open != std::string_view::npos && address.ends_with('>')) {
    address = address.substr(open + 1, address.size() - open - 2);
  }
  const bool good = is_text(text) && !has_control(text) && is_mailbox(address);
  return good ? "" : "must be an e-mail address, perhaps as Name <address>";
}

std::string check_moment(const std::string& text) {
  return parse_rfc3339(text) ? "" : "must be RFC 3339 in UTC, 2026-11-23T12:00:00Z";
}

std::string check_title(const std::string& text) {
  const bool good = is_text(text) && !has_control(text) && code_points(text) <= 100;
  return good ? "" : "must be at most 100 characters of text";
}

}  // namespace dailygrind::config
