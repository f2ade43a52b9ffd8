#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"
#include "platform/identity/key_set.hpp"
#include "platform/identity/token_verifier.hpp"

namespace dailygrind::identity {

/// The keys that sign the embedded accounts' tokens. Where there is none the first is made in the
/// background (0.1 to 0.3 s) and whoever needs it waits for it. Several processes may share the
/// folder (key_files.hpp); each sees what another one changed. Thread-safe; the event loops of its
/// callers must outlive it.
class KeyRing {
 public:
  /// A key stays in the JWKS for `keep` after it was replaced: longer than tokens live. Throws
  /// std::runtime_error where the folder cannot be used or a key is damaged.
  KeyRing(std::filesystem::path folder, const Clock& clock, milliseconds keep);
  ~KeyRing();
  KeyRing(const KeyRing&) = delete;
  KeyRing& operator=(const KeyRing&) = delete;

  /// Whether the first key exists already.
  [[nodiscard]] bool ready() const;
  /// The public keys as a JWKS document. This and the next two throw Problem::unavailable where the
  /// first key could not be made.
  Task<std::string> jwks();
  Task<std::shared_ptr<const KeySet>> public_keys();
  /// A JWT for each of `claims` (JSON objects), signed with the newest key on a thread of its own.
  Task<std::vector<std::string>> sign(std::vector<std::string> claims);
  /// Makes a new key and signs with it from now on.
  Task<void> rotate();

  /// `jwks` as a source for a TokenVerifier; the ring must outlive it.
  KeySource source();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::identity
