#include "platform/http/request_wire.hpp"

#include <algorithm>
#include <utility>

#include "platform/http/text.hpp"

namespace dailygrind::http {

namespace beast = boost::beast;
using beast::http::field;
using beast::http::verb;

namespace {

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

Method method_of(verb value) {
  switch (value) {
    case verb::get:
      return Method::get;
    case verb::head:
      return Method::head;
    case verb::post:
      return Method::post;
    case verb::put:
      return Method::put;
    case verb::patch:
      return Method::patch;
    case verb::delete_:
      return Method::delete_;
    case verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

/// A value that was folded over lines does not begin right behind its colon on the same line.
bool folded(std::string_view name, std::string_view value, std::string_view header) {
  const auto* colon = name.data() + name.size();
  if (value.data() < colon || value.data() > header.data() + header.size()) return true;
  return std::find(colon, value.data(), '\r') != value.data();
}

bool ordinary(char c) { return c > ' ' && c != '#' && static_cast<unsigned char>(c) < 0x7F; }

/// Drops `http://authority` from a target in absolute form (RFC 9112 §3.2.2); "" for other forms.
std::string_view without_authority(std::string_view target) {
  const auto scheme = target.find("://");
  if (scheme == std::string_view::npos) return {};
  const auto name = target.substr(0, scheme);
  if (!same_name(name, "http") && !same_name(name, "https")) return {};
  const auto path = target.find_first_of("/?", scheme + 3);
  return path == std::string_view::npos ? std::string_view{"/"} : target.substr(path);
}

}  // namespace

void RequestParser::Wire::begin(std::string_view header) {
  refusal_.reset();
  header_ = header;
  header_done_ = body_seen_ = has_length_ = has_encoding_ = false;
  hosts_ = 0;
  parser_.emplace(*this);
  parser_->eager(true);
  parser_->header_limit(static_cast<std::uint32_t>(header.size()) + 1);
  parser_->body_limit(limits_.body);
}

std::size_t RequestParser::Wire::put(std::string_view input, Error& error) {
  return parser_->put({input.data(), input.size()}, error);
}

void RequestParser::Wire::refuse(Problem problem) {
  if (!refusal_) refusal_ = std::move(problem);
}

bool RequestParser::Wire::set_target(std::string_view target) {
  request_.target = target;
  if (!std::ranges::all_of(target, ordinary)) return false;
  if (target == "*" && request_.method == Method::options) {
    request_.path = target;
    return true;
  }
  if (!target.starts_with('/')) target = without_authority(target);
  if (target.empty()) return false;
  const auto mark = target.find('?');
  request_.path = mark == 0 ? std::string_view{"/"} : target.substr(0, mark);
  if (mark != std::string_view::npos) request_.query = target.substr(mark + 1);
  return true;
}

void RequestParser::Wire::Parser::on_request_impl(verb method, Text, Text target, int version,
                                                  Error& error) {
  wire_.request_.method = method_of(method);
  wire_.facts_.http_1_0 = version == 10;
  if (wire_.set_target(view(target))) {
    if (wire_.limits_.streamed_body) {
      wire_.streamed_limit_ = wire_.limits_.streamed_body(wire_.request_);
      if (wire_.streamed_limit_) body_limit(*wire_.streamed_limit_);
    }
    return;
  }
  wire_.refuse(Problem::malformed("The request target is not a path."));
  error = beast::http::error::bad_target;
}

void RequestParser::Wire::Parser::on_field_impl(Field name, Text text, Text value, Error& error) {
  if (wire_.header_done_) return;  // a trailer field: nothing here uses one
  if (folded(view(text), view(value), wire_.header_)) {
    wire_.refuse(Problem::malformed("A header line is folded."));
  }
  wire_.request_.headers.push_back({view(text), view(value)});
  wire_.note(name, view(text), view(value));
  if (wire_.refusal_) error = beast::http::error::bad_value;
}

void RequestParser::Wire::Parser::on_header_impl(Error& error) {
  wire_.header_done_ = true;
  if (wire_.has_encoding_ && wire_.facts_.http_1_0) {
    wire_.refuse(Problem::malformed("HTTP/1.0 knows no Transfer-Encoding."));
  }
  if (wire_.hosts_ > 1 || (wire_.hosts_ == 0 && !wire_.facts_.http_1_0)) {
    wire_.refuse(Problem::malformed("A request has exactly one Host header."));
  }
  if (wire_.refusal_) error = beast::http::error::bad_value;
}

std::size_t RequestParser::Wire::Parser::on_body_impl(Text piece, Error&) {
  // A body that came whole stays where it is.
  const bool first = !std::exchange(wire_.body_seen_, true);
  if (first && !wire_.streamed_limit_ && content_length() && piece.size() == *content_length()) {
    wire_.request_.body = view(piece);
  } else {
    wire_.body_.append(piece.data(), piece.size());
  }
  return piece.size();
}

std::size_t RequestParser::Wire::Parser::on_chunk_body_impl(std::uint64_t, Text piece, Error&) {
  wire_.body_seen_ = true;
  wire_.body_.append(piece.data(), piece.size());
  return piece.size();
}

void RequestParser::Wire::note(Field name, std::string_view text, std::string_view value) {
  switch (name) {
    case field::host:
      ++hosts_;
      break;
    case field::content_length:
      note_length(value);
      break;
    case field::transfer_encoding:
      note_encoding(value);
      break;
    case field::expect:
      note_expectation(value);
      break;
    case field::accept_encoding:
      facts_.accept_encoding = value;
      break;
    case field::origin:
      facts_.origin = value;
      break;
    case field::access_control_request_method:
      facts_.cors_method = value;
      break;
    case field::if_match:
    case field::if_none_match:
      facts_.conditional = true;
      break;
    case field::forwarded:
    case field::via:
      facts_.forwarded = true;
      break;
    case field::unknown:
      note_unknown(text, value);
      break;
    default:
      break;
  }
}

void RequestParser::Wire::note_expectation(std::string_view value) {
  if (same_name(value, "100-continue")) {
    facts_.expects_continue = !facts_.http_1_0;
  } else {
    refuse({417, "expectation-failed", "The only expectation known here is 100-continue."});
  }
}

void RequestParser::Wire::note_unknown(std::string_view name, std::string_view value) {
  if (same_name(name, "traceparent")) {
    facts_.traceparent = value;
  } else if (name.size() > 2 && to_lower(name[0]) == 'x' && name[1] == '-') {
    if (same_name(name, "X-Request-Id")) facts_.request_id = value;
    if (same_name(name.substr(0, 12), "X-Forwarded-") || same_name(name, "X-Real-IP")) {
      facts_.forwarded = true;
    }
  }
}

void RequestParser::Wire::note_length(std::string_view value) {
  const bool digits = !value.empty() && value.size() <= 19 &&
                      std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
  if (has_length_ || has_encoding_ || !digits) {
    refuse(Problem::malformed("Content-Length must be one number, without Transfer-Encoding."));
  }
  has_length_ = true;
}

void RequestParser::Wire::note_encoding(std::string_view value) {
  if (has_length_ || has_encoding_) {
    refuse(Problem::malformed("Transfer-Encoding must stand once, without Content-Length."));
  } else if (!same_name(value, "chunked")) {
    refuse({501, "not-implemented", "The only Transfer-Encoding known here is chunked."});
  }
  has_encoding_ = true;
}

}  // namespace dailygrind::http
