#include "platform/identity/flat_json.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>

namespace dailygrind::identity {
namespace {

using Error = boost::json::error_code;

/// Collects the members of the outermost object; false with an error set ends the parse.
struct Collector {
  static constexpr std::size_t max_array_size = 1000;
  static constexpr std::size_t max_object_size = 1000;
  static constexpr std::size_t max_string_size = 64 * 1024;
  static constexpr std::size_t max_key_size = 1024;

  std::vector<FlatObject::Member> members;
  std::string key;
  std::string piece;
  int depth = 0;

  bool take(FlatObject::Value value, Error& error) {
    if (depth == 0) return refuse(error);  // the document is no object
    if (depth == 1) members.back().second = std::move(value);
    if (depth == 2) append(std::move(value));
    return true;
  }

  static bool refuse(Error& error) {
    error = boost::json::error::syntax;
    return false;
  }

  void append(FlatObject::Value value) {
    auto* array = std::get_if<std::vector<std::string>>(&members.back().second);
    if (array == nullptr) return;
    if (auto* text = std::get_if<std::string>(&value)) {
      array->push_back(std::move(*text));
    } else {
      members.back().second = FlatObject::Other{};
    }
  }

  bool enter(FlatObject::Value value, Error& error) {
    if (!take(std::move(value), error)) return false;
    ++depth;
    return true;
  }

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_array_begin(Error& error) {
    return enter(depth == 1 ? FlatObject::Value{std::vector<std::string>{}}
                            : FlatObject::Value{FlatObject::Other{}},
                 error);
  }
  bool on_array_end(std::size_t, Error&) {
    --depth;
    return true;
  }
  bool on_object_begin(Error& error) {
    if (depth == 0) {
      ++depth;
      return true;
    }
    return enter(FlatObject::Other{}, error);
  }
  bool on_object_end(std::size_t, Error&) {
    --depth;
    return true;
  }
  bool on_key_part(std::string_view part, std::size_t, Error&) {
    key += part;
    return true;
  }
  bool on_key(std::string_view part, std::size_t, Error& error) {
    key += part;
    if (depth == 1) {
      const auto same = [this](const auto& member) { return member.first == key; };
      if (std::ranges::any_of(members, same)) return refuse(error);
      members.emplace_back(key, FlatObject::Other{});
    }
    key.clear();
    return true;
  }
  bool on_string_part(std::string_view part, std::size_t, Error&) {
    piece += part;
    return true;
  }
  bool on_string(std::string_view part, std::size_t, Error& error) {
    piece += part;
    return take(std::exchange(piece, {}), error);
  }
  bool on_number_part(std::string_view, Error&) { return true; }
  bool on_int64(std::int64_t number, std::string_view, Error& error) { return take(number, error); }
  bool on_uint64(std::uint64_t, std::string_view, Error& error) {
    return take(FlatObject::Other{}, error);  // beyond every date
  }
  bool on_double(double number, std::string_view, Error& error) { return take(number, error); }
  bool on_bool(bool truth, Error& error) { return take(truth, error); }
  bool on_null(Error& error) { return take(FlatObject::Other{}, error); }
  bool on_comment_part(std::string_view, Error&) { return true; }
  bool on_comment(std::string_view, Error&) { return true; }
};

constexpr std::int64_t year_9999 = 253'402'300'799;

}  // namespace

std::optional<FlatObject> FlatObject::parse(std::string_view json) {
  boost::json::basic_parser<Collector> parser{boost::json::parse_options{}};
  Error error;
  const auto used = parser.write_some(false, json.data(), json.size(), error);
  if (error || used != json.size()) return std::nullopt;
  return FlatObject{std::move(parser.handler().members)};
}

const FlatObject::Value* FlatObject::find(std::string_view name) const {
  const auto found = std::ranges::find(members_, name, &Member::first);
  return found == members_.end() ? nullptr : &found->second;
}

const std::string* FlatObject::text(std::string_view name) const {
  const auto* value = find(name);
  return value == nullptr ? nullptr : std::get_if<std::string>(value);
}

std::optional<std::int64_t> FlatObject::seconds(std::string_view name) const {
  const auto* value = find(name);
  if (value == nullptr) return std::nullopt;
  std::int64_t number = -1;
  if (const auto* whole = std::get_if<std::int64_t>(value)) number = *whole;
  if (const auto* real = std::get_if<double>(value); real != nullptr && *real >= 0.0) {
    number = static_cast<std::int64_t>(std::min(*real, 1e15));
  }
  if (number < 0 || number > year_9999) return std::nullopt;
  return number;
}

std::vector<std::string> FlatObject::texts(std::string_view name) const {
  const auto* value = find(name);
  if (value == nullptr) return {};
  if (const auto* one = std::get_if<std::string>(value)) return {*one};
  if (const auto* many = std::get_if<std::vector<std::string>>(value)) return *many;
  return {};
}

}  // namespace dailygrind::identity
