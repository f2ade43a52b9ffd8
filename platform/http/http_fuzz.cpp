// Feeds bytes through everything that reads what a client sent: the request parser, whole and in
// pieces, the router, and the readers of single headers. The first byte chooses the size of the
// pieces.
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/http/encoding_choice.hpp"
#include "platform/http/input_buffer.hpp"
#include "platform/http/proxies.hpp"
#include "platform/http/request_parser.hpp"
#include "platform/http/router.hpp"
#include "platform/http/trace_ids.hpp"

namespace {

using namespace dailygrind::http;
using State = RequestParser::State;

Router routes() {
  Router router;
  const Handler nothing = [](const Request&, const PathParameters&) -> dailygrind::Task<Response> {
    co_return Response{};
  };
  for (const auto* pattern : {"/", "/posts", "/posts/{id}", "/posts/{id}/comments/{cid}",
                              "/users/{id}/friends", "/users/me/jobs", "/docs/{path...}"}) {
    router.add(Method::get, pattern, nothing);
    router.add(Method::post, pattern, nothing);
  }
  return router;
}

void use(const Request& request, const RequestFacts& facts) {
  static const Router router = routes();
  static const TrustedProxies proxies{{"127.0.0.0/8", "::1"}};
  const auto match = router.find(request.method, request.path);
  if ((match.handler != nullptr) && !match.allow.empty()) std::abort();
  (void)proxies.origin_of(request, {"127.0.0.1", false});
  (void)accepts_gzip(facts.accept_encoding);
  (void)is_traceparent(facts.traceparent);
  (void)is_request_id(facts.request_id);
  for (const auto& field : request.headers) {
    (void)unmark_etags(field.value);
    (void)is_compressible(field.value);
  }
}

/// What came of the first request: its outcome and everything that was read of it.
std::string read_in_pieces(std::string_view bytes, std::size_t piece) {
  RequestParser parser{{2048, 512}};
  parser.begin();
  InputBuffer head;
  InputBuffer body;
  while (!bytes.empty() && parser.state() != State::complete && parser.state() != State::refused) {
    auto& into = parser.state() == State::header ? head : body;
    into.append(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    const bool in_head = parser.state() == State::header;
    into.consume(parser.feed(into.data()));
    if (in_head && parser.state() == State::body) body.append(head.data());
  }
  if (parser.state() == State::complete) use(parser.request(), parser.facts());
  std::string outcome = std::to_string(static_cast<int>(parser.state()));
  if (parser.state() != State::complete) return outcome;
  outcome.append(parser.request().target).append("|").append(parser.request().body);
  for (const auto& field : parser.request().headers) {
    outcome.append("|").append(field.name).append(":").append(field.value);
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  const auto whole = read_in_pieces(bytes, size);
  const auto pieces = read_in_pieces(bytes, 1 + data[0] % 64U);
  // A request that is good whole is the same request in pieces, and the other way round.
  if (whole.front() == '2' && whole != pieces) std::abort();
  if (pieces.front() == '2' && whole != pieces) std::abort();
  return 0;
}
