#include "platform/store/dynamodb_key_range.hpp"

#include <algorithm>
#include <boost/json/value.hpp>
#include <ranges>
#include <string_view>

#include "platform/core/encoding.hpp"
#include "platform/store/dynamodb_item.hpp"
#include "platform/store/key_range.hpp"

namespace dailygrind::store::dynamodb {
namespace {

constexpr char32_t first_surrogate = 0xD800;
constexpr char32_t surrogates = 0x800;
/// Code points that can be written, without NUL.
constexpr char32_t characters = 0x110000 - surrogates - 1;

/// The characters in the order of their bytes, which is that of their code points.
std::string character(char32_t index) {
  char32_t code = index + 1;
  if (code >= first_surrogate) code += surrogates;
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  const auto rest = [&](unsigned shift) { return byte(0x80U | (code >> shift & 0x3FU)); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xC0U | code >> 6U), rest(0)};
  if (code < 0x10000) return {byte(0xE0U | code >> 12U), rest(6), rest(0)};
  return {byte(0xF0U | code >> 18U), rest(12), rest(6), rest(0)};
}

/// The first character whose bytes are not before `bytes`; "" where there is none.
std::string first_character_from(std::string_view bytes) {
  const auto all = std::views::iota(char32_t{0}, characters);
  const auto found =
      std::ranges::partition_point(all, [&](char32_t index) { return character(index) < bytes; });
  return found == all.end() ? std::string{} : character(*found);
}

/// Bytes of the character that `bytes` begins with; 0 where it begins with none.
std::size_t character_size(std::string_view bytes) {
  for (std::size_t size = 1; size <= std::min<std::size_t>(4, bytes.size()); ++size) {
    if (is_text(bytes.substr(0, size))) return size;
  }
  return 0;
}

/// The longest beginning of `bytes` that can be a key, as the ends of its characters.
std::vector<std::size_t> ends_of_characters(std::string_view bytes) {
  std::vector<std::size_t> ends{0};
  while (true) {
    const std::size_t size = character_size(bytes.substr(ends.back()));
    if (size == 0 || ends.back() + size > max_sort_key_bytes) return ends;
    ends.push_back(ends.back() + size);
  }
}

}  // namespace

std::optional<std::string> first_key_from(std::string bytes) {
  if (bytes.size() <= max_sort_key_bytes && is_text(bytes)) return bytes;
  auto ends = ends_of_characters(bytes);
  std::string rest = bytes.substr(ends.back());
  while (true) {
    const std::string next = first_character_from(rest);
    if (!next.empty() && ends.back() + next.size() <= max_sort_key_bytes) {
      return bytes.substr(0, ends.back()) + next;
    }
    if (ends.size() == 1) return std::nullopt;
    // Nothing goes on here: whatever follows the last character, whatever comes after it.
    const std::size_t end = ends.back();
    ends.pop_back();
    rest = bytes.substr(ends.back(), end - ends.back()) + '\xFF';
  }
}

std::optional<KeyCondition> key_condition(const Query& query) {
  const auto [from, to] = range_of(query);
  if (!is_text(query.partition)) return std::nullopt;
  const auto lower = from.empty() ? std::string{} : first_key_from(from);
  const auto upper = to ? first_key_from(*to) : std::nullopt;
  if (!lower || (upper && *upper <= *lower)) return std::nullopt;
  KeyCondition condition{.expression = "pk = :pk"};
  condition.values[":pk"] = to_json(Value{query.partition});
  if (!lower->empty()) condition.values[":lower"] = to_json(Value{*lower});
  if (upper) condition.values[":upper"] = to_json(Value{*upper});
  if (!lower->empty() && upper) {
    condition.expression += " AND sk BETWEEN :lower AND :upper";
    condition.not_this = *upper;
  } else if (!lower->empty()) {
    condition.expression += " AND sk >= :lower";
  } else if (upper) {
    condition.expression += " AND sk < :upper";
  }
  return condition;
}

}  // namespace dailygrind::store::dynamodb
