// The part of a session that turns requests into responses around the handlers.
#include "platform/core/log.hpp"
#include "platform/http/error_text.hpp"
#include "platform/http/session.hpp"
#include "platform/http/text.hpp"

namespace dailygrind::http {

void Session::identify(Request& request) {
  const auto& facts = parser_.facts();
  take_origin(request);
  if (is_traceparent(facts.traceparent)) {
    request.traceparent = facts.traceparent;
  } else {
    loop_->ids().traceparent(request.traceparent);
  }
  // Ids of a client would let it choose what our log says; a proxy's ids join its log with ours.
  if (peer_is_trusted_ && is_request_id(facts.request_id)) {
    request.request_id = facts.request_id;
  } else {
    loop_->ids().request_id(request.request_id);
  }
  if (facts.conditional) unmark_conditions(request);
}

void Session::take_origin(Request& request) {
  const bool forwarded = parser_.facts().forwarded;
  request.from_loopback_directly = peer_is_loopback_ && !forwarded;
  if (forwarded && peer_is_trusted_) {
    auto origin = loop_->context().proxies.origin_of(request, {peer_, tls_ != nullptr});
    request.remote_address = std::move(origin.address);
    request.secure = origin.secure;
    origin_is_peer_ = false;
  } else if (!origin_is_peer_) {
    request.remote_address = peer_;
    request.secure = tls_ != nullptr;
    origin_is_peer_ = true;
  }
}

void Session::unmark_conditions(Request& request) {
  std::size_t used = 0;
  for (auto& field : request.headers) {
    if (!same_name(field.name, "If-Match") && !same_name(field.name, "If-None-Match")) continue;
    auto plain = unmark_etags(field.value);
    if (!plain || used == conditions_.size()) continue;
    conditions_[used] = std::move(*plain);
    field.value = conditions_[used++];
    etag_unmarked_ = true;
  }
}

Response Session::refuse(const Problem& problem) {
  return explain(std::make_exception_ptr(problem));
}

Response Session::explain(const std::exception_ptr& failure) {
  const auto& on_error = loop_->context().on_error;
  try {
    return on_error ? on_error(parser_.request(), failure) : plain_error(failure);
  } catch (const std::exception& defect) {
    log::error("the error responder failed", {{"cause", std::string_view{defect.what()}}});
    return plain_error(std::current_exception());
  }
}

Response Session::answer_unrouted(const Router::Match& match) {
  const auto& request = parser_.request();
  const bool whole_server = request.path == "*";
  if (match.allow.empty() && !whole_server) return refuse(Problem::not_found());
  const auto allow = whole_server ? "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" : match.allow;
  Response response;
  if (request.method == Method::options) {
    response.status = 204;
    const auto& facts = parser_.facts();
    if (!facts.cors_method.empty() && !loop_->context().cors.allowed_origin(facts.origin).empty()) {
      Cors::answer_preflight(response, allow);
    }
  } else {
    response = refuse({405, "method-not-allowed", "This path knows other methods: " + allow + "."});
  }
  response.set("Allow", allow);
  return response;
}

void Session::finish(Response& response, const Route* route, Steady::time_point began) {
  const auto& facts = parser_.facts();
  // What is left of a body that nobody took cannot be told from the next request.
  const bool whole = parser_.state() == RequestParser::State::complete;
  keep_alive_ = facts.keep_alive && whole && !loop_->draining() && timeout_detail_ == nullptr &&
                !asks_to_close(response);
  const Exchange exchange{parser_.request(), facts, keep_alive_, etag_unmarked_};
  const auto bytes = write(response, exchange);
  loop_->observer().request_ended(parser_.request(), route,
                                  {response.status, bytes, Steady::now() - began});
}

std::size_t Session::write(Response& response, const Exchange& exchange) {
  auto& writer = loop_->writer();
  try {
    return writer.write(output_, response, exchange);
  } catch (const std::invalid_argument&) {
    response = explain(std::current_exception());
  }
  try {
    return writer.write(output_, response, exchange);
  } catch (const std::invalid_argument&) {
    response = Response{.status = 500};
  }
  return writer.write(output_, response, exchange);
}

}  // namespace dailygrind::http
