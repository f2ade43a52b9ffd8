#pragma once

#include <string>
#include <string_view>

namespace dailygrind {

/// HMAC-SHA-256 of `text` under a secret of 32 bytes, as base64url. `purpose` keeps hashes
/// for different ends apart.
std::string keyed_hash(std::string_view secret, std::string_view purpose, std::string_view text);

/// Compares in a time that does not depend on where the two differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace dailygrind
