#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dailygrind::aws {

/// The settings of one profile, their names in lower case.
using Profile = std::map<std::string, std::string, std::less<>>;

enum class SharedFile : std::uint8_t {
  credentials,  ///< sections `[name]`
  config        ///< sections `[profile name]` and `[default]`
};

/// That profile of a shared file ("Shared config and credentials files" of the "AWS SDKs and Tools
/// Reference Guide"); nothing where it has none, or an empty one. Settings nested below another by
/// indentation are left out. Throws CredentialError with the line where the syntax is wrong.
std::optional<Profile> find_profile(std::string_view text, std::string_view name, SharedFile kind);

}  // namespace dailygrind::aws
