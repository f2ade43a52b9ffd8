#include "platform/api/routes.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "platform/core/encoding.hpp"
#include "platform/core/started.hpp"
#include "platform/http/conditions.hpp"

namespace dailygrind::api {
namespace {

using http::Method;

std::string policy_of(const RateLimiter::Decision& decision) {
  return "\"default\";q=" + std::to_string(decision.limit) + ";w=60";
}

std::string budget_of(const RateLimiter::Decision& decision) {
  return "\"default\";r=" + std::to_string(decision.remaining) +
         ";t=" + std::to_string(decision.reset_seconds);
}

void remember_budget(http::Response& response, const RateLimiter::Decision& decision) {
  if (decision.limit == 0) return;
  response.set("RateLimit-Policy", policy_of(decision));
  response.set("RateLimit", budget_of(decision));
}

void demand_budget(const RateLimiter::Decision& decision) {
  if (decision.allowed) return;
  throw Problem::too_many_requests(decision.reset_seconds)
      .header("RateLimit-Policy", policy_of(decision))
      .header("RateLimit", budget_of(decision));
}

[[noreturn]] void refuse_change() {
  throw Problem{503, "read-only", "Nothing can be changed for now: the instance is being moved."}
      .header("Retry-After", "300");
}

/// After a write the tag is that of the new state, for the If-Match of the next one.
void tag_response(const http::Request& request, http::Response& response) {
  if (response.status != 200 && response.status != 201) return;
  const auto etag = etag_of_bytes(response.body);
  response.set("ETag", etag);
  if (request.method != Method::get) return;
  response.set("Cache-Control", "private, no-cache");
  if (http::none_match(request.header("If-None-Match"), etag)) return;
  response.status = 304;
  response.body.clear();
}

std::string fingerprint_of(const http::Request& request) {
  std::string text{http::name_of(request.method)};
  text.append(" ").append(request.target).append(" ").append(request.body);
  return etag_of_bytes(text);
}

Call call_of(const identity::Caller& caller, const http::Request& request) {
  Call call{.user = caller.id,
            .email = caller.email,
            .administrator = caller.administrator,
            .traceparent = request.traceparent};
  if (request.method != Method::post) return call;
  call.idempotency_key = request.header("Idempotency-Key");
  if (call.idempotency_key.empty()) return call;
  if (!is_subject(call.idempotency_key)) {
    throw Problem::malformed("Idempotency-Key must be 1 to 128 printable ASCII characters.");
  }
  call.fingerprint = fingerprint_of(request);
  return call;
}

/// One route with its gate; lives as long as the handler that holds it.
struct Guarded {
  const Route& route;
  const Gate& gate;

  Task<http::Response> answer(const http::Request& request,
                              const http::PathParameters& parameters) const {
    const bool exempt = gate.limiter.exempt(request.from_loopback_directly);
    if (!exempt) demand_budget(gate.limiter.take_for_address(request.remote_address));
    const auto caller = co_await gate.verifier.verify(request.header("Authorization"));
    RateLimiter::Decision budget;
    if (!exempt) demand_budget(budget = gate.limiter.take_for_user(caller->id.str()));
    if (gate.read_only && request.method != Method::get) refuse_change();
    const bool at_once = request.method == Method::get && !route.administrators_only;
    auto response = at_once ? co_await admit_and_run(*caller, request, parameters)
                            : co_await admit_then_run(*caller, request, parameters);
    if (route.etag) tag_response(request, response);
    remember_budget(response, budget);
    co_return response;
  }

  /// Both at once, so that they share calls of the store: what only reads does no harm where the
  /// caller turns out not to be admitted. That is what such a caller is told, whatever was read.
  Task<http::Response> admit_and_run(const identity::Caller& caller, const http::Request& request,
                                     const http::PathParameters& parameters) const {
    const auto call = call_of(caller, request);
    Started admission{co_await boost::asio::this_coro::executor,
                      admit(gate, caller.id, route.deleted_too)};
    std::optional<http::Response> response;
    std::exception_ptr refusal;
    try {
      response = co_await route.endpoint.run(call, request, parameters);
    } catch (...) {
      refusal = std::current_exception();
    }
    co_await admission.result();
    if (refusal) std::rethrow_exception(refusal);
    co_return std::move(*response);
  }

  /// Owns what it asks about: it may go on where the request does not.
  static Task<store::ItemPtr> admit(const Gate& gate, UserId user, bool deleted_too) {
    co_return co_await gate.admit(user, deleted_too);
  }

  Task<http::Response> admit_then_run(const identity::Caller& caller, const http::Request& request,
                                      const http::PathParameters& parameters) const {
    auto record = co_await gate.admit(caller.id, route.deleted_too);
    if (route.administrators_only && !caller.administrator) {
      throw Problem::forbidden("Only administrators may do this.");
    }
    auto call = call_of(caller, request);
    call.record = std::move(record);
    co_return co_await route.endpoint.run(call, request, parameters);
  }
};

}  // namespace

Route& Routes::add(Method method, std::string pattern, Endpoint endpoint, std::string summary,
                   std::vector<int> refusals) {
  return rows_.emplace_back(Route{.method = method,
                                  .pattern = std::move(pattern),
                                  .summary = std::move(summary),
                                  .refusals = std::move(refusals),
                                  .endpoint = std::move(endpoint)});
}

Task<bool> is_administrator(const Gate& gate, const http::Request& request) {
  const auto token = request.header("Authorization");
  if (token.empty()) co_return false;
  if (!gate.limiter.exempt(request.from_loopback_directly)) {
    demand_budget(gate.limiter.take_for_address(request.remote_address));
  }
  try {
    const auto caller = co_await gate.verifier.verify(token);
    if (!caller->administrator) co_return false;
    co_await gate.admit(caller->id, false);
    co_return true;
  } catch (const Problem&) {
    co_return false;
  }
}

void mount(const Routes& routes, const Gate& gate, http::Router& router) {
  for (const Route& route : routes.rows()) {
    auto guarded = std::make_shared<const Guarded>(route, gate);
    router.add(route.method, route.pattern,
               [guarded](const http::Request& request, const http::PathParameters& parameters) {
                 return guarded->answer(request, parameters);
               });
  }
}

}  // namespace dailygrind::api
