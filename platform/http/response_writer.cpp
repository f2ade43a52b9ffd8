#include "platform/http/response_writer.hpp"

#include <array>
#include <boost/beast/http/status.hpp>
#include <charconv>
#include <stdexcept>

#include "platform/http/text.hpp"

namespace dailygrind::http {

namespace {

/// Below it the headers outweigh what gzip saves.
constexpr std::size_t least_gzip_bytes = 1024;
/// Larger bodies are sent from where they lie.
constexpr std::size_t most_copied_bytes = 32 * 1024;
constexpr std::size_t typical_head_bytes = 512;

constexpr std::string_view security_headers =
    "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";
constexpr std::string_view transport_security =
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

bool breaks_message(std::string_view text) {
  for (const char c : text) {
    if (c == '\r' || c == '\n' || c == '\0') return true;
  }
  return false;
}

bool has_no_body(int status) { return status == 204 || status == 304 || status < 200; }

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_status_line(std::string& out, int status) {
  if (status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
    return;
  }
  const auto reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(status));
  out += ' ';
  if (reason != "<unknown-status>") out.append(reason.data(), reason.size());
  out += "\r\n";
}

}  // namespace

/// What the writer has to know of the headers that the handler set.
struct ResponseWriter::Head {
  std::string_view content_type;
  std::size_t etag = npos;  ///< its place among the headers
  bool encoded = false;
  bool cached = false;
  std::size_t bytes = 0;

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  explicit Head(const Response& response) {
    for (std::size_t at = 0; at < response.headers.size(); ++at) {
      const auto& [name, value] = response.headers[at];
      if (name.empty() || breaks_message(name) || breaks_message(value)) {
        throw std::invalid_argument{"a response header is malformed: " + name};
      }
      bytes += name.size() + value.size() + 4;
      if (same_name(name, "Content-Type")) content_type = value;
      if (same_name(name, "ETag")) etag = at;
      if (same_name(name, "Content-Encoding")) encoded = true;
      if (same_name(name, "Cache-Control")) cached = true;
    }
  }

  /// Headers that the writer alone decides on.
  static bool is_own(std::string_view name) {
    switch (name.size()) {
      case 4:
        return same_name(name, "Date");
      case 10:
        return same_name(name, "Connection");
      case 12:
        return same_name(name, "X-Request-Id");
      case 14:
        return same_name(name, "Content-Length");
      case 17:
        return same_name(name, "Transfer-Encoding");
      default:
        return false;
    }
  }
};

/// The body as it is sent.
struct ResponseWriter::Body {
  std::string_view bytes;
  std::shared_ptr<const std::string> owner;  ///< where the bytes do not lie in the response
  bool gzip = false;
  bool varies = false;
};

ResponseWriter::Body ResponseWriter::choose_body(Response& response, const Head& head,
                                                 const Exchange& exchange) {
  Body body;
  if (has_no_body(response.status)) return body;
  body.owner = response.shared_body;
  body.bytes = body.owner ? std::string_view{*body.owner} : std::string_view{response.body};
  const bool may_compress = body.bytes.size() > least_gzip_bytes && !head.encoded &&
                            response.status != 206 && is_compressible(head.content_type);
  body.varies = response.gzip_body != nullptr || may_compress;
  if (!body.varies) return body;
  if (!accepts_gzip(exchange.facts.accept_encoding)) {
    if (response.gzip_body && body.bytes.empty()) {
      body.owner = std::make_shared<const std::string>(gunzip(*response.gzip_body));
      body.bytes = *body.owner;
    }
    return body;
  }
  if (response.gzip_body) {
    body.owner = response.gzip_body;
  } else if (auto compressed = gzip_.compress(body.bytes)) {
    body.owner = std::make_shared<const std::string>(std::move(*compressed));
  } else {
    return body;
  }
  body.bytes = *body.owner;
  body.gzip = true;
  return body;
}

void ResponseWriter::append_date(std::string& out) {
  const auto now = std::time(nullptr);
  if (now != date_second_) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 48> text;
    date_.assign(text.data(), std::strftime(text.data(), text.size(),
                                            "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts));
    date_second_ = now;
  }
  out += date_;
}

void ResponseWriter::append_cors(std::string& out, const Exchange& exchange) const {
  if (!cors_.enabled()) return;
  if (cors_.varies()) out += "Vary: Origin\r\n";
  const auto allowed = cors_.allowed_origin(exchange.facts.origin);
  if (allowed.empty()) return;
  append_line(out, "Access-Control-Allow-Origin", allowed);
  append_line(out, "Access-Control-Expose-Headers", cors_exposed_headers);
}

void ResponseWriter::append_head(std::string& out, const Response& response, const Head& head,
                                 const Body& body, const Exchange& exchange) {
  append_status_line(out, response.status);
  append_date(out);
  for (const auto& [name, value] : response.headers) {
    if (!Head::is_own(name)) append_line(out, name, value);
  }
  if (!has_no_body(response.status)) {
    out += "Content-Length: ";
    append_number(out, body.bytes.size());
    out += "\r\n";
  }
  append_line(out, "X-Request-Id", exchange.request.request_id);
  if (!head.cached) {
    out += head.etag == Head::npos ? "Cache-Control: no-store\r\n"
                                   : "Cache-Control: private, no-cache\r\n";
  }
  out += security_headers;
  if (exchange.request.secure) out += transport_security;
  if (body.varies) out += "Vary: Accept-Encoding\r\n";
  if (body.gzip) out += "Content-Encoding: gzip\r\n";
  append_cors(out, exchange);
  if (!exchange.keep_alive) {
    out += "Connection: close\r\n";
  } else if (exchange.facts.http_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
}

std::size_t ResponseWriter::write(Output& output, Response& response, const Exchange& exchange) {
  if (response.status < 200 || response.status > 599) {
    throw std::invalid_argument{"no final status: " + std::to_string(response.status)};
  }
  const Head head{response};
  auto body = choose_body(response, head, exchange);
  const bool not_modified = response.status == 304 && exchange.etag_unmarked;
  if (head.etag != Head::npos && (body.gzip || not_modified)) {
    mark_etag(response.headers[head.etag].second);
  }
  const bool send_body = exchange.request.method != Method::head && !body.bytes.empty();
  const bool copy = send_body && body.bytes.size() <= most_copied_bytes;
  auto& out = output.bytes;
  const auto before = out.size();
  if (out.empty()) out.reserve(typical_head_bytes + head.bytes + (copy ? body.bytes.size() : 0));
  append_head(out, response, head, body, exchange);
  if (copy) {
    out += body.bytes;
  } else if (send_body) {
    if (!body.owner) body.owner = std::make_shared<const std::string>(std::move(response.body));
    output.tail = std::move(body.owner);
  }
  return out.size() - before + (output.tail ? output.tail->size() : 0);
}

bool asks_to_close(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (same_name(name, "Connection") && same_name(value, "close")) return true;
  }
  return false;
}

}  // namespace dailygrind::http
