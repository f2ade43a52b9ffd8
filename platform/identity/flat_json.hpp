#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dailygrind::identity {

/// The members of a JSON object as a token's header and claims need them: texts, numbers, booleans
/// and arrays of texts; everything deeper is known by its name only. Reading is strict, because
/// what two parsers read differently is an attack: a name that comes twice, invalid UTF-8, trailing
/// bytes or more than 32 levels are refused (RFC 7515 §4, RFC 7519 §4).
class FlatObject {
 public:
  struct Other {};  ///< null, an object, or an array of anything but texts
  using Value =
      std::variant<Other, bool, std::int64_t, double, std::string, std::vector<std::string>>;
  using Member = std::pair<std::string, Value>;

  /// Nothing where `json` is no object that the rules above allow.
  static std::optional<FlatObject> parse(std::string_view json);

  /// Null where there is no such member.
  [[nodiscard]] const Value* find(std::string_view name) const;
  /// The text of that name, null where it is absent or something else.
  [[nodiscard]] const std::string* text(std::string_view name) const;
  /// The number of that name without its fraction (a NumericDate may have one), nothing where it is
  /// absent, something else, negative or after the year 9999.
  [[nodiscard]] std::optional<std::int64_t> seconds(std::string_view name) const;
  /// The texts of an array, or the one text that stands for it (RFC 7519 §4.1.3).
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;

 private:
  explicit FlatObject(std::vector<Member> members) : members_(std::move(members)) {}

  std::vector<Member> members_;
};

}  // namespace dailygrind::identity
