#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/http/client.hpp"

/// The canonical request of Signature Version 4.
namespace dailygrind::aws {

/// A URL apart.
struct Target {
  std::string_view authority;  ///< host, and port where it is not the scheme's
  std::string_view path;       ///< "/" where the URL has none
  std::string_view query;      ///< without `?`
};
[[nodiscard]] Target target_of(std::string_view url);

/// The names of headers in order, `;` between them, and their lines.
struct CanonicalHeaders {
  std::string names;
  std::string lines;
};
/// With `Host` after `authority` where there is none, and without `Authorization`.
[[nodiscard]] CanonicalHeaders canonical_headers(const http::HeaderList& headers,
                                                 std::string_view authority);
/// Sorted and encoded anew; parameters without `=` get one.
[[nodiscard]] std::string canonical_query(std::string_view query);
/// Without `.`, `..` and empty segments, and each segment encoded, as all services but S3 want it
/// of a path that is encoded already.
[[nodiscard]] std::string canonical_path(std::string_view path);

struct CanonicalParts {
  http::Method method;
  std::string path;
  std::string query;
  CanonicalHeaders headers;
  std::string body_hash;
};
[[nodiscard]] std::string canonical_request(const CanonicalParts& parts);

}  // namespace dailygrind::aws
