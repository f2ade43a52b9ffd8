#include "platform/core/url.hpp"

#include <boost/url/parse.hpp>

namespace dailygrind {

std::optional<boost::urls::url_view> parse_url(std::string_view text) {
  const auto url = boost::urls::parse_uri(text);
  if (!url) return std::nullopt;
  // Boost.URL 1.81 takes `https://1.2.3.4.example/` as that address with the path `.example/`, and
  // other readers as a name: RFC 3986 §3.3 has no such path behind an authority.
  const auto path = url->encoded_path();
  if (url->has_authority() && !path.empty() && path.front() != '/') return std::nullopt;
  return *url;
}

}  // namespace dailygrind
