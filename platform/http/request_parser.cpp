#include "platform/http/request_parser.hpp"

#include <algorithm>

#include "platform/http/request_wire.hpp"
#include "platform/http/text.hpp"

namespace dailygrind::http {

namespace {

namespace beast = boost::beast;

constexpr std::string_view header_end = "\r\n\r\n";
/// Framing of a chunked body may not exceed its content more than this.
constexpr std::size_t chunk_overhead = 8;
/// The shortest chunked body; Beast's parser asserts that its end is not presented in less.
constexpr std::size_t least_chunked_body = 5;

bool is_letter(char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; }

bool has_bare_line_feed(std::string_view text, std::size_t from) {
  for (auto at = text.find('\n', from); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') return true;
  }
  return false;
}

Problem problem_of(const beast::error_code& error) {
  using beast::http::error;
  if (error == error::body_limit) {
    return {413, "content-too-large", "The body is larger than this server takes."};
  }
  if (error == error::header_limit) {
    return {431, "header-too-large", "The header is larger than this server takes."};
  }
  if (error == error::bad_version) {
    return {505, "version-not-supported", "This server speaks HTTP/1.1 and HTTP/1.0."};
  }
  return Problem::malformed("The request is not well-formed HTTP/1.1: " + error.message() + ".");
}

}  // namespace

RequestParser::RequestParser(ParserLimits limits) : limits_(limits) {
  wire_ = std::make_unique<Wire>(limits_, request_, facts_, body_, streamed_limit_);
}

RequestParser::~RequestParser() = default;

void RequestParser::begin() {
  request_.headers.clear();
  request_.target = request_.path = request_.query = request_.body = {};
  facts_ = {};
  refusal_.reset();
  body_.clear();
  if (body_.capacity() > 4096) body_.shrink_to_fit();
  streamed_limit_.reset();
  scanned_ = wire_bytes_ = 0;
  state_ = State::header;
}

void RequestParser::refuse(Problem problem) {
  refusal_ = std::move(problem);
  facts_.keep_alive = false;
  state_ = State::refused;
}

std::size_t RequestParser::feed(std::string_view input) {
  if (state_ == State::header) return feed_header(input);
  if (state_ != State::body) return 0;
  if (wire_->chunked() && !wire_->body_seen() && input.size() < least_chunked_body) return 0;
  return feed_wire(input);
}

std::size_t RequestParser::feed_header(std::string_view input) {
  // Empty lines before a request are to be ignored (RFC 9112 §2.2).
  std::size_t skipped = 0;
  if (scanned_ == 0) {
    while (input.substr(skipped).starts_with("\r\n")) skipped += 2;
    input.remove_prefix(skipped);
  }
  if (input.empty() || input == "\r") return skipped;
  const auto from = scanned_ < 3 ? 0 : scanned_ - 3;
  const auto end = input.find(header_end, from);
  const bool whole = end != std::string_view::npos;
  if ((whole ? end + header_end.size() : input.size()) > limits_.header) {
    refuse(problem_of(beast::http::make_error_code(beast::http::error::header_limit)));
    return skipped;
  }
  if (!is_letter(input.front()) || (!whole && has_bare_line_feed(input, from))) {
    refuse(Problem::malformed("The request is not well-formed HTTP/1.1."));
    return skipped;
  }
  if (!whole) {
    scanned_ = input.size();
    return skipped;
  }
  wire_->begin(input);
  return skipped + feed_wire(input);
}

std::size_t RequestParser::feed_wire(std::string_view input) {
  beast::error_code error;
  const auto used = wire_->put(input, error);
  if (error && error != beast::http::error::need_more) {
    refuse(wire_->refusal() ? *wire_->refusal() : problem_of(error));
    return used;
  }
  if (!wire_->header_done()) {
    refuse(Problem::malformed("The request is not well-formed HTTP/1.1."));
    return used;
  }
  if (state_ == State::header) {
    facts_.keep_alive = wire_->keep_alive();
  } else {
    wire_bytes_ += used;
  }
  if (wire_->done()) {
    if (request_.body.empty() && !streams()) request_.body = body_;
    state_ = State::complete;
    return used;
  }
  state_ = State::body;
  if (wire_->chunked() &&
      (input.size() - used > limits_.header ||
       wire_bytes_ > chunk_overhead * streamed_limit_.value_or(limits_.body) + limits_.header)) {
    refuse(problem_of(beast::http::make_error_code(beast::http::error::body_limit)));
  }
  return used;
}

}  // namespace dailygrind::http
