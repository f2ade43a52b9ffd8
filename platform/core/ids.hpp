#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"

namespace dailygrind {

/// A string that cannot be mistaken for another kind of string. `Tag` names the kind and says what
/// a well-formed value is: `static bool valid(std::string_view)`.
template <typename Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}

  /// Nothing where `text` is not well-formed for this kind.
  static std::optional<Id> parse(std::string_view text) {
    if (!Tag::valid(text)) return std::nullopt;
    return Id{std::string{text}};
  }

  [[nodiscard]] const std::string& str() const { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  std::string value_;
};

/// 8-4-4-4-12 lower-case hexadecimal digits (RFC 9562 §4), any version.
bool is_uuid(std::string_view text);
/// 1 to 128 printable ASCII characters, the shape of a token's `sub`.
bool is_subject(std::string_view text);
/// 1 to 64 of `A-Za-z0-9_-`, the shape of ids that clients may choose.
bool is_slug(std::string_view text);

struct UuidShape {
  static bool valid(std::string_view text) { return is_uuid(text); }
};
struct SubjectShape {
  static bool valid(std::string_view text) { return is_subject(text); }
};
struct SlugShape {
  static bool valid(std::string_view text) { return is_slug(text); }
};

/// A person: the `sub` claim, whoever issued the token.
struct UserTag : SubjectShape {};
using UserId = Id<UserTag>;

/// A new UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 12 bits that count the ids which the same
/// `random` made in that millisecond (§6.2, method 1), then random bits. Sorts by time, and ids of
/// one process in the order in which they were made.
std::string uuid_v7(Instant now, Random& random);
/// The smallest UUIDv7 of that millisecond: a bound for ranges over ids.
std::string uuid_v7_floor(Instant moment);

}  // namespace dailygrind

template <typename Tag>
struct std::hash<dailygrind::Id<Tag>> {
  std::size_t operator()(const dailygrind::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
