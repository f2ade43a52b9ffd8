#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/identity/rsa_key.hpp"
#include "platform/identity/token_verifier.hpp"

/// The signing keys on disk, in `<data>/keys` (mode 0700):
///   <milliseconds, 13 digits>_<kid>.pem   a private key (mode 0600) and when it came into use;
///                                         the last one signs
///   jwks.json                             the public keys, for other programs on the same folder
///   lock                                  held while a key is made
namespace dailygrind::identity {

struct StoredKey {
  Instant since;
  RsaKey key;
};

/// All keys, the oldest first; the folder is made where it is missing. Throws std::runtime_error
/// where a file is damaged.
std::vector<StoredKey> load_keys(const std::filesystem::path& folder);

/// Makes a key that comes into use at `now`, and drops those that had been replaced for longer than
/// `keep`. With `only_first` nothing is done where there is a key, so that of several processes one
/// makes the first. Takes 0.1 to 0.3 s.
void add_key(const std::filesystem::path& folder, Instant now, milliseconds keep, bool only_first);

/// The JWKS of `keys`.
std::string jwks_of(const std::vector<StoredKey>& keys);

/// The public keys for a program that only verifies: reads `jwks.json`. Problem::unavailable while
/// the first key is being made.
KeySource key_files_source(std::filesystem::path folder);

}  // namespace dailygrind::identity
