#pragma once

#include <tuple>
#include <type_traits>

#include "platform/api/call.hpp"
#include "platform/api/decode.hpp"
#include "platform/api/encode.hpp"
#include "platform/api/routes.hpp"

/// Binds verbs to routes. A verb is a function
///
///   Task<Result> verb(Service& service, const Call& call, Arguments... arguments);
///
/// Each argument says where it comes from by its type: an Id is the next path parameter (`me` as a
/// UserId is the caller), Page, Query<"name">, OptionalQuery and IfMatch are what they are called,
/// and a described struct is the JSON body (TextOr: or plain text). The result says how it is
/// answered: a described struct or a list 200, optional 204 where empty, Created 201, Accepted 202,
/// Paged a list with `Link`, NoContent 204; WithHeader adds a header of its own.
namespace dailygrind::api {

template <typename Service, typename Result, typename... Arguments>
struct BoundVerb {
  using Verb = Task<Result> (*)(Service&, const Call&, Arguments...);

  Service& service;
  Verb verb;

  Task<http::Response> run(const Call& call, const http::Request& request,
                           const http::PathParameters& parameters) const {
    Decoder decoder{call, request, parameters};
    // Braces keep the order of evaluation: path parameters are taken from left to right.
    auto arguments = std::tuple<std::remove_cvref_t<Arguments>...>{
        decoder.template take<std::remove_cvref_t<Arguments>>()...};
    co_return encode(
        request, co_await std::apply(
                     [&](auto&... argument) { return verb(service, call, std::move(argument)...); },
                     arguments));
  }

  static Contract contract(boost::json::object& components) {
    Contract result;
    (describe_argument<std::remove_cvref_t<Arguments>>(result, components), ...);
    describe_result<Result>(result, components);
    return result;
  }
};

/// The endpoint that calls `verb` on `service`, which must outlive it.
template <typename Service, typename Result, typename... Arguments>
Endpoint bind(Service& service, Task<Result> (*verb)(Service&, const Call&, Arguments...)) {
  using Bound = BoundVerb<Service, Result, Arguments...>;
  return {.run =
              [bound = Bound{service, verb}](const Call& call, const http::Request& request,
                                             const http::PathParameters& parameters) {
                return bound.run(call, request, parameters);
              },
          .contract = &Bound::contract};
}

}  // namespace dailygrind::api
