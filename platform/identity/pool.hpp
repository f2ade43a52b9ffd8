#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/core/random.hpp"

namespace dailygrind::identity {

/// What makes the embedded accounts one user pool: made at the first start, then kept in
/// `<data>/identity.json` (mode 0600). Every program on that data folder reads the same.
struct Pool {
  std::string id;         ///< `local_` and nine letters or digits, in the shape of Cognito's
  std::string client_id;  ///< 26 lower-case letters or digits
  std::string secret;     ///< 32 bytes under which codes are hashed and refresh tokens made

  /// The `iss` of the tokens: `public_url` without a `/` at its end, `/`, and the pool's id.
  [[nodiscard]] std::string issuer(std::string_view public_url) const;
};

/// Throws std::runtime_error with one sentence where the file cannot be made, read or understood.
Pool open_pool(const std::filesystem::path& data_folder, Random& random);

}  // namespace dailygrind::identity
