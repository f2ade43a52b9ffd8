#pragma once

#include <string_view>

namespace dailygrind {

/// The version of all programs; CHANGELOG.md says what came with it.
inline constexpr std::string_view version = "0.1.0";

}  // namespace dailygrind
