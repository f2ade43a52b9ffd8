#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/json_read.hpp"
#include "platform/host/operations.hpp"

namespace dailygrind::host {
namespace {

http::Response clock_response(const AdjustableClock& clock) {
  http::Response response;
  response.set("Content-Type", "application/json");
  response.body = boost::json::serialize(boost::json::object{{"now", format_rfc3339(clock.now())}});
  return response;
}

Instant moment_of(const boost::json::value& text, const char* pointer) {
  const auto* string = text.if_string();
  const auto moment =
      string == nullptr ? std::nullopt : parse_rfc3339({string->data(), string->size()});
  if (!moment) throw Problem::invalid(pointer, "must be RFC 3339 in UTC, 2026-11-23T12:00:00Z");
  return *moment;
}

void set_clock(AdjustableClock& clock, const boost::json::value& body) {
  const auto* object = body.if_object();
  const auto* now = object == nullptr ? nullptr : object->if_contains("now");
  const auto* freeze = object == nullptr ? nullptr : object->if_contains("freeze");
  if (now != nullptr) {
    clock.set(moment_of(*now, "/now"));
  } else if (freeze != nullptr) {
    clock.freeze(moment_of(*freeze, "/freeze"));
  } else {
    throw Problem::invalid("", "needs `now` or `freeze`");
  }
}

void advance_clock(AdjustableClock& clock, const boost::json::value& body) {
  const auto* object = body.if_object();
  const auto* seconds = object == nullptr ? nullptr : object->if_contains("seconds");
  boost::json::error_code error;
  const auto number = seconds != nullptr && seconds->is_number()
                          ? seconds->to_number<std::int64_t>(error)
                          : throw Problem::invalid("/seconds", "must be a whole number");
  constexpr std::int64_t most = 100LL * 366 * 86400;
  if (error || number < -most || number > most) {
    throw Problem::invalid("/seconds", "must be a whole number of at most a hundred years");
  }
  clock.advance(std::chrono::seconds{number});
}

}  // namespace

void mount_test_hooks(AdjustableClock& clock, http::Router& router) {
  using enum http::Method;
  // Applies a change that the body describes and answers with the new time.
  const auto hook = [&clock](auto change) -> http::Handler {
    return [&clock, change](const http::Request& request,
                            const http::PathParameters&) -> Task<http::Response> {
      change(clock, request);
      co_return clock_response(clock);
    };
  };
  router.add(get, "/test/clock", hook([](AdjustableClock&, const http::Request&) {}));
  router.add(put, "/test/clock", hook([](AdjustableClock& moved, const http::Request& request) {
               set_clock(moved, describe::parse_json(request.body));
             }));
  router.add(post, "/test/clock/advance",
             hook([](AdjustableClock& moved, const http::Request& request) {
               advance_clock(moved, describe::parse_json(request.body));
             }));
  router.add(delete_, "/test/clock",
             hook([](AdjustableClock& moved, const http::Request&) { moved.reset(); }));
}

}  // namespace dailygrind::host
