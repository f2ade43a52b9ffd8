#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/request_parser.hpp"

namespace dailygrind::http {

/// Beast's parser as RequestParser uses it: keeps views instead of copying each header, and adds
/// the refusals that Beast leaves to its user. Internal; includes Beast.
class RequestParser::Wire {
 public:
  Wire(const ParserLimits& limits, Request& request, RequestFacts& facts, std::string& body,
       std::optional<std::size_t>& streamed_limit)
      : limits_(limits),
        request_(request),
        facts_(facts),
        body_(body),
        streamed_limit_(streamed_limit) {}

  /// `header` is the memory in which the request's header lies.
  void begin(std::string_view header);
  std::size_t put(std::string_view input, boost::beast::error_code& error);
  [[nodiscard]] bool header_done() const { return header_done_; }
  [[nodiscard]] bool done() const { return parser_->is_done(); }
  [[nodiscard]] bool body_seen() const { return body_seen_; }
  [[nodiscard]] bool chunked() const { return parser_->chunked(); }
  [[nodiscard]] bool keep_alive() const { return parser_->keep_alive(); }
  [[nodiscard]] const std::optional<Problem>& refusal() const { return refusal_; }

 private:
  using Error = boost::beast::error_code;
  using Text = boost::beast::string_view;
  using Field = boost::beast::http::field;

  class Parser final : public boost::beast::http::basic_parser<true> {
   public:
    explicit Parser(Wire& wire) : wire_(wire) {}

   private:
    void on_request_impl(boost::beast::http::verb verb, Text, Text target, int version,
                         Error& error) override;
    void on_response_impl(int, Text, int, Error&) override {}
    void on_field_impl(Field field, Text name, Text value, Error& error) override;
    void on_header_impl(Error& error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
    std::size_t on_body_impl(Text piece, Error&) override;
    void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text piece, Error&) override;
    void on_finish_impl(Error&) override {}

    Wire& wire_;
  };

  void note(Field field, std::string_view name, std::string_view value);
  void note_expectation(std::string_view value);
  void note_unknown(std::string_view name, std::string_view value);
  void note_length(std::string_view value);
  void note_encoding(std::string_view value);
  bool set_target(std::string_view target);
  void refuse(Problem problem);

  const ParserLimits& limits_;
  Request& request_;
  RequestFacts& facts_;
  std::string& body_;
  std::optional<std::size_t>& streamed_limit_;
  std::optional<Parser> parser_;
  std::optional<Problem> refusal_;
  std::string_view header_;
  bool header_done_ = false;
  bool body_seen_ = false;
  bool has_length_ = false;
  bool has_encoding_ = false;
  int hosts_ = 0;
};

}  // namespace dailygrind::http
