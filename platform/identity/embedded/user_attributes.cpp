#include "platform/identity/embedded/user_attributes.hpp"

#include <algorithm>
#include <array>

#include "platform/core/encoding.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

constexpr std::size_t longest = 2048;

constexpr std::array<std::string_view, 17> settable{
    "address", "birthdate",   "email",   "family_name",        "gender",  "given_name",
    "locale",  "middle_name", "name",    "nickname",           "picture", "phone_number",
    "profile", "updated_at",  "website", "preferred_username", "zoneinfo"};

constexpr std::array<std::string_view, 4> of_the_server{"sub", "email_verified",
                                                        "phone_number_verified", "identities"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_printable(const std::string& value) {
  return is_text(value) && std::ranges::none_of(value, [](char c) {
           return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
         });
}

[[noreturn]] void refuse(const std::string& name, const std::string& reason) {
  throw Refusal::invalid_parameter("Attributes did not conform to the schema: " + name + ": " +
                                   reason);
}

}  // namespace

void check_attributes(const UserAttributes& attributes) {
  for (const auto& [name, value] : attributes) {
    if (is_one_of(of_the_server, name)) {
      throw Refusal::not_authorized("A client attempted to write unauthorized attribute");
    }
    if (!is_one_of(settable, name) &&
        !(name.starts_with("custom:") && is_group_name(name.substr(7)))) {
      refuse(name, "Attribute does not exist in the schema.");
    }
    if (value.size() > longest) refuse(name, "String must be no longer than 2048 characters");
    if (!is_printable(value)) refuse(name, "Control characters are not allowed.");
  }
}

void merge_attributes(UserAttributes& into, const UserAttributes& changes) {
  for (const auto& [name, value] : changes) {
    if (value.empty()) {
      into.erase(name);
    } else {
      into[name] = value;
    }
  }
  std::size_t bytes = 0;
  for (const auto& [name, value] : into) bytes += name.size() + value.size();
  if (bytes > longest) refuse("all", "Together they must be no longer than 2048 bytes.");
}

std::string take_email(UserAttributes& attributes) {
  const auto found = attributes.find("email");
  if (found == attributes.end()) return {};
  auto email = parse_email(found->second);
  if (!email) throw Refusal::invalid_parameter("Invalid email address format.");
  attributes.erase(found);
  return std::move(*email);
}

}  // namespace dailygrind::identity
