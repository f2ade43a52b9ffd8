#include "platform/http/request_parser.hpp"

#include <gtest/gtest.h>

#include "platform/http/input_buffer.hpp"

namespace dailygrind::http {
namespace {

using State = RequestParser::State;

/// Presents bytes as a session does: the header stays where it is until it is whole.
class Feeder {
 public:
  explicit Feeder(ParserLimits limits = {}) : parser(limits) { parser.begin(); }

  State feed(std::string_view bytes) {
    if (parser.state() == State::header) {
      head_.append(bytes);
      head_.consume(parser.feed(head_.data()));
      if (parser.state() == State::body) body_.append(head_.data());
    } else if (parser.state() == State::body) {
      body_.append(bytes);
      body_.consume(parser.feed(body_.data()));
    }
    return parser.state();
  }

  RequestParser parser;

 private:
  InputBuffer head_;
  InputBuffer body_;
};

int status_of(std::string_view bytes, ParserLimits limits = {}) {
  Feeder feeder{limits};
  const auto state = feeder.feed(bytes);
  return state == State::refused ? feeder.parser.refusal().status()
                                 : (state == State::complete ? 200 : 0);
}

TEST(RequestParser, ReadsARequest) {
  Feeder feeder;
  ASSERT_EQ(feeder.feed("GET /a%20b?c=d&e HTTP/1.1\r\nHost: x\r\nX-Two:  words here \r\n\r\n"),
            State::complete);
  const auto& request = feeder.parser.request();
  EXPECT_EQ(request.method, Method::get);
  EXPECT_EQ(request.target, "/a%20b?c=d&e");
  EXPECT_EQ(request.path, "/a%20b");
  EXPECT_EQ(request.query, "c=d&e");
  EXPECT_EQ(request.header("x-two"), "words here");
  EXPECT_EQ(request.header("absent"), "");
  EXPECT_TRUE(feeder.parser.facts().keep_alive);
}

TEST(RequestParser, TakesTargetsInEveryForm) {
  const auto path_of = [](const std::string& target) {
    Feeder feeder;
    feeder.feed("OPTIONS " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    return feeder.parser.state() == State::complete ? std::string{feeder.parser.request().path}
                                                    : "refused";
  };
  EXPECT_EQ(path_of("http://example.org:80/a?b"), "/a");
  EXPECT_EQ(path_of("HTTPS://example.org"), "/");
  EXPECT_EQ(path_of("http://example.org?q"), "/");
  EXPECT_EQ(path_of("*"), "*");
  for (const auto* target : {"a", "example.org:443", "ftp://example.org/", "/a#b", "/\x80", "?q"}) {
    EXPECT_EQ(path_of(target), "refused") << target;
  }
}

TEST(RequestParser, RefusesWhatTwoPartiesMightReadDifferently) {
  const std::vector<std::pair<const char*, int>> cases{
      {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", 400},
      {"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", 400},
      {"Content-Length: 3\r\nContent-Length: 3\r\n", 400},
      {"Content-Length: 3\r\nContent-Length: 4\r\n", 400},
      {"Content-Length: 3, 3\r\n", 400},
      {"Content-Length: +3\r\n", 400},
      {"Content-Length: -3\r\n", 400},
      {"Content-Length: 0x3\r\n", 400},
      {"Content-Length: 3 3\r\n", 400},
      {"Content-Length:\r\n", 400},
      {"Content-Length: 99999999999999999999999\r\n", 400},
      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400},
      {"Transfer-Encoding: gzip\r\n", 501},
      {"Transfer-Encoding: gzip, chunked\r\n", 501},
      {"Transfer-Encoding: chunked, identity\r\n", 501},
      {"Transfer-Encoding: xchunked\r\n", 501},
      {"Transfer-Encoding: \"chunked\"\r\n", 501},
      {"Transfer-Encoding:\r\n chunked\r\n", 400},
      {"Transfer-Encoding : chunked\r\n", 400},
      {"X: a\r\n b\r\n", 400},
      {"X:\r\n b\r\n", 400},
      {" X: a\r\n", 400},
      {"X\r\n", 400},
      {": a\r\n", 400},
      {"X: a\rb\r\n", 400},
      {"X: a\nContent-Length: 3\r\n", 400},
      {"X(: a\r\n", 400},
      {"Host: y\r\n", 400},
      {"Expect: 200-ok\r\n", 417},
  };
  for (const auto& [lines, status] : cases) {
    const auto bytes = std::string{"POST / HTTP/1.1\r\nHost: x\r\n"} + lines + "\r\nabc";
    EXPECT_EQ(status_of(bytes), status) << lines;
  }
  using namespace std::string_literals;
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n"s), 400);
}

TEST(RequestParser, RefusesBrokenRequestLines) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400) << "no Host";
  EXPECT_EQ(status_of("GET / HTTP/1.0\r\n\r\n"), 200);
  EXPECT_EQ(status_of("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), 505);
  EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
  for (const auto* line : {"GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1",
                           "GET\t/ HTTP/1.1", "G{T / HTTP/1.1", "GET / http/1.1"}) {
    EXPECT_NE(status_of(std::string{line} + "\r\nHost: x\r\n\r\n"), 200) << line;
  }
  EXPECT_EQ(status_of("GET / HTTP/1.1\nHost: x\n\n"), 400);
  EXPECT_EQ(status_of("\x16\x03\x01\x02"), 400) << "a TLS handshake";
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST(RequestParser, IgnoresEmptyLinesBeforeARequest) {
  EXPECT_EQ(status_of("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
  EXPECT_EQ(status_of("\r"), 0);
}

TEST(RequestParser, LimitsHeaderAndBody) {
  const ParserLimits limits{100, 10};
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
  EXPECT_EQ(status_of(head + "X: " + std::string(100, 'a'), limits), 431);
  EXPECT_EQ(status_of(std::string(101, 'A'), limits), 431);
  EXPECT_EQ(status_of(head + "Content-Length: 10\r\n\r\n0123456789", limits), 200);
  EXPECT_EQ(status_of(head + "Content-Length: 11\r\n\r\n", limits), 413);
  const auto chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(status_of(chunked + "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n", limits), 200);
  EXPECT_EQ(status_of(chunked + "b\r\n", limits), 413);
  EXPECT_EQ(status_of(chunked + "5\r\n01234\r\n6\r\n", limits), 413);
  EXPECT_EQ(status_of(chunked + "1;" + std::string(300, 'x'), limits), 413);
}

TEST(RequestParser, RefusesBrokenChunks) {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const auto* chunks :
       {"x\r\nabc\r\n0\r\n\r\n", "-1\r\nabc\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n",
        "ffffffffffffffffff\r\nabc\r\n0\r\n\r\n", "\r\n\r\n\r\n"}) {
    const auto status = status_of(head + chunks);
    EXPECT_TRUE(status == 400 || status == 413) << chunks << " " << status;
  }
}

void expect_same_however_split(const std::string& bytes, std::string_view body) {
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    Feeder feeder;
    feeder.feed(bytes.substr(0, cut));
    ASSERT_EQ(feeder.feed(bytes.substr(cut)), State::complete) << cut;
    ASSERT_EQ(feeder.parser.request().body, body) << cut;
    ASSERT_EQ(feeder.parser.request().header("host"), "example.org") << cut;
  }
  Feeder feeder;
  for (const char byte : bytes) feeder.feed({&byte, 1});
  ASSERT_EQ(feeder.parser.state(), State::complete);
  ASSERT_EQ(feeder.parser.request().body, body);
}

TEST(RequestParser, DoesNotCareHowBytesAreSplit) {
  const std::string head = "\r\nPOST /x?y HTTP/1.1\r\nHost: example.org\r\n";
  expect_same_however_split(head + "\r\n", "");
  expect_same_however_split(head + "Content-Length: 9\r\n\r\nsome text", "some text");
  expect_same_however_split(
      head + "Transfer-Encoding: chunked\r\n\r\n5\r\nsome \r\n4;a=b\r\ntext\r\n0\r\nT: x\r\n\r\n",
      "some text");
  expect_same_however_split(head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "");
}

TEST(RequestParser, LeavesTheNextRequest) {
  RequestParser parser{{}};
  const std::string two =
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: "
      "2\r\n\r\nab";
  parser.begin();
  const auto used = parser.feed(two);
  EXPECT_EQ(parser.request().path, "/1");
  parser.begin();
  EXPECT_EQ(parser.feed(std::string_view{two}.substr(used)), two.size() - used);
  EXPECT_EQ(parser.request().path, "/2");
  EXPECT_EQ(parser.request().body, "ab");
}

TEST(InputBuffer, KeepsDataWhileItGrows) {
  InputBuffer buffer;
  std::string expected;
  for (int at = 0; at < 5000; ++at) {
    const auto word = std::to_string(at);
    buffer.append(word);
    expected += word;
    if (at % 3 == 1) {
      buffer.consume(2);
      expected.erase(0, 2);
    }
    ASSERT_EQ(buffer.data(), expected);
  }
  buffer.consume(expected.size());
  buffer.release();
  EXPECT_TRUE(buffer.empty());
}

}  // namespace
}  // namespace dailygrind::http
