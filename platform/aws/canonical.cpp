#include "platform/aws/canonical.hpp"

#include <algorithm>
#include <utility>

#include "platform/core/encoding.hpp"
#include "platform/http/message.hpp"

namespace dailygrind::aws {
namespace {

/// What an encoded text says, encoded as the signature wants it.
std::string encoded_anew(std::string_view text) {
  return percent_encode(percent_decode(text).value_or(std::string{text}));
}

/// One space for any white space, none at the ends.
std::string collapsed(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  bool space = false;
  for (const char c : value) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

std::string in_lower_case(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return out;
}

}  // namespace

Target target_of(std::string_view url) {
  const auto scheme = url.find("://");
  const bool secure = url.starts_with("https:");
  auto rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  rest = rest.substr(0, rest.find('#'));
  Target target;
  target.authority = rest.substr(0, rest.find_first_of("/?"));
  rest.remove_prefix(target.authority.size());
  const std::string_view usual_port = secure ? ":443" : ":80";
  if (target.authority.ends_with(usual_port)) {
    target.authority.remove_suffix(usual_port.size());
  }
  const auto mark = rest.find('?');
  target.path = rest.substr(0, mark);
  if (target.path.empty()) target.path = "/";
  if (mark != std::string_view::npos) target.query = rest.substr(mark + 1);
  return target;
}

CanonicalHeaders canonical_headers(const http::HeaderList& headers, std::string_view authority) {
  http::HeaderList sorted;
  sorted.reserve(headers.size() + 1);
  // Those of one name stay in their order.
  const auto insert = [&sorted](std::string name, std::string value) {
    const auto at =
        std::ranges::upper_bound(sorted, name, {}, &http::HeaderList::value_type::first);
    sorted.emplace(at, std::move(name), std::move(value));
  };
  bool has_host = false;
  for (const auto& [name, value] : headers) {
    auto lower = in_lower_case(name);
    has_host = has_host || lower == "host";
    if (lower != "authorization") insert(std::move(lower), collapsed(value));
  }
  if (!has_host) insert("host", std::string{authority});
  CanonicalHeaders canonical;
  canonical.names.reserve(128);
  canonical.lines.reserve(512);
  for (auto at = sorted.begin(); at != sorted.end();) {
    const auto& name = at->first;
    canonical.names.append(canonical.names.empty() ? "" : ";").append(name);
    canonical.lines.append(name).append(":").append(at->second);
    // One header said several times is one line.
    while (++at != sorted.end() && at->first == name)
      canonical.lines.append(",").append(at->second);
    canonical.lines.append("\n");
  }
  return canonical;
}

std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const auto one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), one.size() + 1));
    if (one.empty()) continue;
    const auto equals = one.find('=');
    const auto value =
        equals == std::string_view::npos ? std::string_view{} : one.substr(equals + 1);
    parameters.emplace_back(encoded_anew(one.substr(0, equals)), encoded_anew(value));
  }
  std::ranges::sort(parameters);
  std::string canonical;
  for (const auto& [name, value] : parameters) {
    if (!canonical.empty()) canonical += '&';
    canonical += name + "=" + value;
  }
  return canonical;
}

std::string canonical_path(std::string_view path) {
  std::vector<std::string_view> kept;
  const bool ends_open = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
  while (!path.empty()) {
    const auto segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), segment.size() + 1));
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!segment.empty() && segment != "." && segment != "..") kept.push_back(segment);
  }
  std::string canonical;
  for (const auto segment : kept) canonical += "/" + percent_encode(segment);
  if (ends_open || canonical.empty()) canonical += '/';
  return canonical;
}

std::string canonical_request(const CanonicalParts& parts) {
  std::string text;
  text.reserve(512);
  text.append(http::name_of(parts.method));
  for (const std::string_view line :
       {std::string_view{parts.path}, std::string_view{parts.query},
        std::string_view{parts.headers.lines}, std::string_view{parts.headers.names},
        std::string_view{parts.body_hash}}) {
    text.append("\n").append(line);
  }
  return text;
}

}  // namespace dailygrind::aws
