#pragma once

#include <boost/url/url_view.hpp>
#include <optional>
#include <string_view>

namespace dailygrind {

/// A URI with a scheme (RFC 3986), as a view into `text`; nothing where it is none.
std::optional<boost::urls::url_view> parse_url(std::string_view text);

}  // namespace dailygrind
