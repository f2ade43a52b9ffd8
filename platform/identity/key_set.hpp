#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/identity/public_key.hpp"

namespace dailygrind::identity {

/// The usable keys of a JWKS document (RFC 7517). Immutable, thread-safe.
class KeySet {
 public:
  KeySet() = default;

  /// Keys that we cannot use are left out (§5): no `kid`, an unknown type, too weak, `use` other
  /// than `sig`, an `alg` that is not ours, a private or symmetric key. Nothing where the document
  /// is malformed, larger than 256 KiB, or has more than 100 keys.
  static std::optional<KeySet> parse(std::string_view document);

  /// Null where no key of that id is for that algorithm. A `kid` names at most one key an
  /// algorithm: of two, the first counts.
  [[nodiscard]] const PublicKey* find(std::string_view kid, Algorithm algorithm) const;
  [[nodiscard]] std::size_t size() const { return keys_.size(); }

 private:
  struct Named {
    std::string kid;
    PublicKey key;
  };
  std::vector<Named> keys_;
};

}  // namespace dailygrind::identity
