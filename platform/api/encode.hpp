#pragma once

#include <string>

#include "platform/api/call.hpp"
#include "platform/api/routes.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/describe/schema.hpp"
#include "platform/http/message.hpp"

namespace dailygrind::api {

template <typename T>
constexpr bool is_created = false;
template <typename T>
constexpr bool is_created<Created<T>> = true;
template <typename T>
constexpr bool is_accepted = false;
template <typename T>
constexpr bool is_accepted<Accepted<T>> = true;
template <typename T>
constexpr bool has_header = false;
template <Name name, typename T>
constexpr bool has_header<WithHeader<name, T>> = true;
template <Name name, typename T>
constexpr std::string_view header_name(const WithHeader<name, T>*) {
  return name.view();
}
template <typename T>
constexpr bool is_paged = false;
template <typename T>
constexpr bool is_paged<Paged<T>> = true;

http::Response json_response(int status, std::string body);
/// `</path?…&cursor=…>; rel="next"` (RFC 8288): the request's own query with another cursor.
std::string next_link(const http::Request& request, const std::string& next);

/// The response of a verb's result.
template <typename Result>
http::Response encode(const http::Request& request, Result&& result) {
  using T = std::remove_cvref_t<Result>;
  if constexpr (std::is_same_v<T, NoContent>) {
    return {.status = 204};
  } else if constexpr (describe::is_optional<T>) {
    if (!result) return {.status = 204};
    return json_response(200, describe::to_json(*result));
  } else if constexpr (is_created<T>) {
    auto response = json_response(result.is_new ? 201 : 200, describe::to_json(result.body));
    response.set("Location", std::move(result.location));
    return response;
  } else if constexpr (is_accepted<T>) {
    auto response = json_response(202, describe::to_json(result.body));
    response.set("Location", std::move(result.location));
    return response;
  } else if constexpr (has_header<T>) {
    constexpr auto name = header_name(static_cast<const T*>(nullptr));
    auto response = encode(request, std::move(result.result));
    response.set(std::string{name}, std::move(result.value));
    return response;
  } else if constexpr (is_paged<T>) {
    auto response = json_response(200, describe::to_json(result.items));
    if (result.next) response.set("Link", next_link(request, *result.next));
    return response;
  } else {
    return json_response(200, describe::to_json(result));
  }
}

/// What a result adds to the contract.
template <typename Result>
void describe_result(Contract& contract, boost::json::object& components) {
  if constexpr (std::is_same_v<Result, NoContent>) {
    contract.success = {204};
  } else if constexpr (describe::is_optional<Result>) {
    contract.success = {200, 204};
    contract.response = describe::schema_of<Result>(components);
  } else if constexpr (is_created<Result>) {
    contract.success = {201, 200};
    contract.creates = true;
    contract.response = describe::schema_of<decltype(Result::body)>(components);
  } else if constexpr (is_accepted<Result>) {
    contract.success = {202};
    contract.creates = true;
    contract.response = describe::schema_of<decltype(Result::body)>(components);
  } else if constexpr (has_header<Result>) {
    describe_result<decltype(Result::result)>(contract, components);
    contract.response_headers.emplace_back(header_name(static_cast<const Result*>(nullptr)));
  } else if constexpr (is_paged<Result>) {
    contract.success = {200};
    contract.response = describe::schema_of<decltype(Result::items)>(components);
  } else {
    contract.success = {200};
    contract.response = describe::schema_of<Result>(components);
  }
}

}  // namespace dailygrind::api
