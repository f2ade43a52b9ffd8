#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"

namespace dailygrind::http {

/// An IPv6 address, or an IPv4 address mapped into IPv6 (RFC 4291 §2.5.5.2).
using AddressBytes = std::array<std::uint8_t, 16>;
[[nodiscard]] std::optional<AddressBytes> parse_address(std::string_view text);

/// Where a request came from before it reached the proxies that we trust.
struct Origin {
  std::string address;
  bool secure = false;
};

/// The proxies whose forwarding headers count. Immutable, thread-safe.
class TrustedProxies {
 public:
  /// `blocks` are addresses or CIDR blocks, IPv4 or IPv6. Throws std::invalid_argument naming the
  /// first that is neither.
  explicit TrustedProxies(const std::vector<std::string>& blocks);

  [[nodiscard]] bool trusts(std::string_view address) const;

  /// Reads X-Forwarded-For and X-Forwarded-Proto, or else Forwarded (RFC 7239), of a request that a
  /// trusted peer handed on. Goes from the nearest hop towards the client and stops at the first
  /// address that is not trusted, so what a client wrote itself is never believed. `peer` is
  /// returned where the headers name nobody.
  [[nodiscard]] Origin origin_of(const Request& request, const Origin& peer) const;

 private:
  struct Block {
    AddressBytes address;
    unsigned prefix;
  };
  [[nodiscard]] bool trusts(const AddressBytes& address) const;

  std::vector<Block> blocks_;
};

}  // namespace dailygrind::http
