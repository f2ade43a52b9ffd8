#pragma once

#include <string_view>

namespace dailygrind::identity {

/// Throws Refusal::invalid_password where `password` has fewer than 8 characters or lacks a
/// lower-case letter, an upper-case letter, a digit or a symbol (those of Cognito; a space inside
/// counts), Refusal::invalid_parameter where it has more than 256 characters or a NUL.
void check_password(std::string_view password);

}  // namespace dailygrind::identity
