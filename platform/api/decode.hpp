#pragma once

#include <string>
#include <string_view>

#include "platform/api/call.hpp"
#include "platform/api/routes.hpp"
#include "platform/describe/json_read.hpp"
#include "platform/describe/schema.hpp"
#include "platform/http/message.hpp"

namespace dailygrind::api {

/// The value of a query parameter, decoded; nothing where it is absent or empty. Problem 400 where
/// an escape is broken, 422 where it is no text.
std::optional<std::string> query_value(const http::Request& request, std::string_view name);
/// `?limit=` and `?cursor=`; Problem 422 where one is wrong.
Page read_page(const http::Request& request);
/// Problem 415 unless the request's content is JSON in UTF-8, 400 where it has none.
void demand_json(const http::Request& request);

/// The request's content as text where its type is text/plain; nothing where it is another one.
/// Problem 422 where it is blank or no text.
std::optional<std::string> read_plain_text(const http::Request& request);

template <typename T>
constexpr bool is_text_or = false;
template <typename T>
constexpr bool is_text_or<TextOr<T>> = true;
template <typename T>
using DescribedOf = typename decltype(T::described)::value_type;

template <typename T>
constexpr bool is_query = false;
template <Name name>
constexpr bool is_query<Query<name>> = true;
template <typename T>
constexpr bool is_optional_query = false;
template <Name name>
constexpr bool is_optional_query<OptionalQuery<name>> = true;

template <Name name>
constexpr std::string_view query_name(const Query<name>*) {
  return name.view();
}
template <Name name>
constexpr std::string_view query_name(const OptionalQuery<name>*) {
  return name.view();
}
/// The name of a query argument's parameter.
template <typename T>
constexpr std::string_view query_name_of = query_name(static_cast<const T*>(nullptr));

/// Takes a verb's arguments out of a request, from left to right.
class Decoder {
 public:
  Decoder(const Call& call, const http::Request& request, const http::PathParameters& parameters)
      : call_(call), request_(request), parameters_(parameters) {}

  template <typename T>
  T take() {
    if constexpr (std::is_same_v<T, Page>) {
      return read_page(request_);
    } else if constexpr (std::is_same_v<T, IfMatch>) {
      return {std::string{request_.header("If-Match")}};
    } else if constexpr (describe::is_id<T>) {
      return take_id<T>();
    } else if constexpr (is_query<T>) {
      auto value = query_value(request_, query_name_of<T>);
      if (!value) throw Problem::invalid("?" + std::string{query_name_of<T>}, "is required");
      return {std::move(*value)};
    } else if constexpr (is_optional_query<T>) {
      return {query_value(request_, query_name_of<T>)};
    } else if constexpr (is_text_or<T>) {
      if (auto text = read_plain_text(request_)) return {{}, std::move(*text)};
      return {take<DescribedOf<T>>(), {}};
    } else {
      demand_json(request_);
      return describe::from_json<T>(request_.body);
    }
  }

 private:
  template <typename T>
  T take_id() {
    const auto& text = parameters_.at(next_++);
    if constexpr (std::is_same_v<T, UserId>) {
      if (text == "me") return call_.user;
    }
    auto id = T::parse(text);
    if (!id) throw Problem::not_found();
    return std::move(*id);
  }

  const Call& call_;
  const http::Request& request_;
  const http::PathParameters& parameters_;
  std::size_t next_ = 0;
};

/// What an argument adds to the contract.
boost::json::object query_parameter(std::string_view name, bool required, std::string_view text);
boost::json::object header_parameter(std::string_view name, std::string_view text);
void describe_page(Contract& contract);

template <typename T>
void describe_argument(Contract& contract, boost::json::object& components) {
  if constexpr (std::is_same_v<T, Page>) {
    describe_page(contract);
  } else if constexpr (std::is_same_v<T, IfMatch>) {
    contract.headers.push_back(
        header_parameter("If-Match", "Only where the present state has this ETag; else 412"));
  } else if constexpr (is_query<T>) {
    contract.query.push_back(query_parameter(query_name_of<T>, true, ""));
  } else if constexpr (is_optional_query<T>) {
    contract.query.push_back(query_parameter(query_name_of<T>, false, ""));
  } else if constexpr (is_text_or<T>) {
    contract.request = describe::schema_of<DescribedOf<T>>(components);
    contract.takes_text = true;
  } else if constexpr (describe::Described<T>) {
    contract.request = describe::schema_of<T>(components);
  }
}

}  // namespace dailygrind::api
