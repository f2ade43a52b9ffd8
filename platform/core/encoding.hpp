#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dailygrind {

/// base64url without padding (RFC 4648 §5).
std::string base64url_encode(std::span<const std::byte> bytes);
std::string base64url_encode(std::string_view bytes);
/// Nothing where `text` is not canonical unpadded base64url.
std::optional<std::string> base64url_decode(std::string_view text);

std::string hex_encode(std::string_view bytes);

/// %-decoding of a URL component (RFC 3986 §2.1); `+` becomes a space when `form` is set.
/// Nothing where an escape is broken.
std::optional<std::string> percent_decode(std::string_view text, bool form = false);
/// Encodes everything but the unreserved characters.
std::string percent_encode(std::string_view text);

/// True for well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates) without NUL.
bool is_text(std::string_view bytes);
/// Number of code points; `text` must be well-formed.
std::size_t code_points(std::string_view text);
/// Case folded and stripped of accents (Unicode NFKD, marks removed, case folded), for search:
/// "Renée ŁUKASZ" becomes "renee łukasz". `text` must be well-formed.
std::string fold_for_search(std::string_view text);
/// `text` without white space at both ends.
std::string_view trim(std::string_view text);

}  // namespace dailygrind
