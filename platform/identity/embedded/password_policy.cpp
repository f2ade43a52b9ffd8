#include "platform/identity/embedded/password_policy.hpp"

#include <algorithm>

#include "platform/core/encoding.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

constexpr std::size_t shortest = 8;
constexpr std::size_t longest = 256;

bool has_any(std::string_view password, std::string_view characters) {
  return password.find_first_of(characters) != std::string_view::npos;
}

bool has_symbol(std::string_view password) {
  if (has_any(password, "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=")) return true;
  return has_any(trim(password), " ");
}

}  // namespace

void check_password(std::string_view password) {
  if (!is_text(password) || code_points(password) > longest) {
    throw Refusal::invalid_parameter(
        "1 validation error detected: Value at 'password' failed to satisfy constraint: Member "
        "must "
        "have length less than or equal to 256");
  }
  if (code_points(password) < shortest) throw Refusal::invalid_password("Password not long enough");
  if (!has_any(password, "abcdefghijklmnopqrstuvwxyz")) {
    throw Refusal::invalid_password("Password must have lowercase characters");
  }
  if (!has_any(password, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    throw Refusal::invalid_password("Password must have uppercase characters");
  }
  if (!has_any(password, "0123456789")) {
    throw Refusal::invalid_password("Password must have numeric characters");
  }
  if (!has_symbol(password)) {
    throw Refusal::invalid_password("Password must have symbol characters");
  }
}

}  // namespace dailygrind::identity
