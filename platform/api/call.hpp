#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/ids.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/task.hpp"
#include "platform/store/store.hpp"

/// What a verb sees of the request that it answers. Verbs know nothing of HTTP: their arguments are
/// typed, their result is a value, their refusal is a thrown Problem.
namespace dailygrind::api {

/// Who calls, and what the verb must pass on.
struct Call {
  UserId user;
  std::string email;  ///< of the token; "" where it has none
  bool administrator = false;
  std::string traceparent;      ///< for events
  std::string idempotency_key;  ///< "" where the client sent none
  std::string fingerprint;      ///< of method, path and body: what the key was used for
  /// What the gate read of the caller; null where it says nothing, and for GET, which runs beside
  /// that read.
  store::ItemPtr record;
};

/// `?limit=&cursor=`: at most `limit` entries after the sort key `after` ("" from the beginning).
struct Page {
  std::size_t limit = 50;
  std::string after;
};

/// A page of a list; `next` is the sort key to go on after, absent on the last page.
template <typename T>
struct Paged {
  std::vector<T> items;
  std::optional<std::string> next;
};

/// 201 with the body and its Location; 200 where the call found it already made.
template <typename T>
struct Created {
  T body;
  std::string location;
  bool is_new = true;
};

/// 202 with the body, and the Location where the result can be followed.
template <typename T>
struct Accepted {
  T body;
  std::string location;
};

/// 204.
struct NoContent {};

/// A query parameter's name as a template argument.
template <std::size_t Size>
struct Name {
  char text[Size]{};
  // NOLINTNEXTLINE(google-explicit-constructor): lets a literal be the argument
  constexpr Name(const char (&literal)[Size]) { std::copy_n(literal, Size, text); }
  [[nodiscard]] constexpr std::string_view view() const { return {text, Size - 1}; }
};

/// A required text of the query, such as `?name=`.
template <Name name>
struct Query {
  std::string value;
};
/// The same, optional.
template <Name name>
struct OptionalQuery {
  std::optional<std::string> value;
};

/// A result with a response header besides, such as WithHeader<"X-Unread-Count", Paged<T>>.
template <Name name, typename T>
struct WithHeader {
  T result;
  std::string value;
};

/// A body that is either the described T as JSON, or plain text (text/plain in UTF-8).
template <typename T>
struct TextOr {
  std::optional<T> described;
  std::string text;  ///< where there is no `described`; not empty
};

/// If-Match of a PUT (RFC 9110 §13.1.1).
struct IfMatch {
  std::string condition;  ///< the header's value; "" where there is none

  /// Problem 412 unless the condition is absent, `*`, or names `etag`.
  void demand(std::string_view etag) const;
};

/// A strong entity tag of a representation, with its quotes.
std::string etag_of_bytes(std::string_view representation);

/// Opaque cursors: the sort key in base64url with a version. Nothing where `cursor` is none of
/// ours.
std::string encode_cursor(std::string_view sort_key);
std::optional<std::string> decode_cursor(std::string_view cursor);

}  // namespace dailygrind::api
