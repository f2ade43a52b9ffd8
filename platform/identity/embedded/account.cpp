#include "platform/identity/embedded/account.hpp"

#include <algorithm>

namespace dailygrind::identity {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_domain(std::string_view domain) {
  if (domain.empty() || domain.front() == '.' || domain.back() == '.') return false;
  if (domain.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(domain,
                             [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; });
}

/// The characters of RFC 5322's dot-atom: no quotes, no white space, nothing that ends a header.
bool is_local_part(std::string_view local) {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
  return !local.empty() && local.size() <= 64 && std::ranges::all_of(local, [&](char c) {
    return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
  });
}

}  // namespace

std::optional<std::string> parse_email(std::string_view text) {
  const auto at = text.find('@');
  if (text.size() > 128 || at == std::string_view::npos || !is_local_part(text.substr(0, at)) ||
      !is_domain(text.substr(at + 1))) {
    return std::nullopt;
  }
  std::string email{text};
  std::ranges::transform(email, email.begin(), lower);
  return email;
}

std::string masked_email(std::string_view email) {
  const auto at = email.find('@');
  return std::string{email.substr(0, 1)} + "***@" + std::string{email.substr(at + 1, 1)} + "***";
}

bool is_group_name(std::string_view text) {
  constexpr std::string_view others = "+=,.@_-";
  return !text.empty() && text.size() <= 128 && std::ranges::all_of(text, [&](char c) {
    return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
  });
}

}  // namespace dailygrind::identity
