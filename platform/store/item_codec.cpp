#include "platform/store/item_codec.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

namespace dailygrind::store {
namespace {

using boost::json::error_code;

bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

void append_escaped(char c, std::string& text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  text += '\\';
  if (c == '"' || c == '\\') {
    text += c;
  } else {
    text += "u00";
    text += digits[static_cast<unsigned char>(c) >> 4U];
    text += digits[static_cast<unsigned char>(c) & 0xFU];
  }
}

void append_quoted(std::string_view value, std::string& text) {
  text += '"';
  while (!value.empty()) {
    const auto plain = std::ranges::find_if(value, needs_escape) - value.begin();
    text += value.substr(0, static_cast<std::size_t>(plain));
    value.remove_prefix(static_cast<std::size_t>(plain));
    if (value.empty()) break;
    append_escaped(value.front(), text);
    value.remove_prefix(1);
  }
  text += '"';
}

struct Append {
  std::string& text;
  void operator()(const std::string& value) const { append_quoted(value, text); }
  void operator()(bool value) const { text += value ? "true" : "false"; }
  void operator()(std::int64_t value) const {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
    text.append(digits, end);
  }
};

// The events of boost::json::basic_parser, so that no document tree is built.
struct Handler {
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_object_size = max_array_size;
  static constexpr std::size_t max_string_size = max_array_size;
  static constexpr std::size_t max_key_size = max_array_size;

  std::vector<Attributes::Entry>& entries;
  std::string name;
  std::string part;  ///< what came of a text that is given in pieces
  int depth = 0;

  static bool refuse(error_code& error) {
    error = boost::json::error::syntax;
    return false;
  }
  bool add(Value value, error_code& error) {
    if (depth != 1) return refuse(error);
    entries.emplace_back(name, std::move(value));
    return true;
  }
  bool keep(std::string_view text) {
    part += text;
    return true;
  }
  std::string whole(std::string_view last) {
    if (part.empty()) return std::string{last};
    part += last;
    return std::exchange(part, {});
  }

  static bool on_document_begin(error_code&) { return true; }
  static bool on_document_end(error_code&) { return true; }
  static bool on_array_begin(error_code& error) { return refuse(error); }
  static bool on_array_end(std::size_t, error_code& error) { return refuse(error); }
  bool on_object_begin(error_code& error) { return depth++ == 0 || refuse(error); }
  bool on_object_end(std::size_t, error_code&) {
    --depth;
    return true;
  }
  bool on_string_part(std::string_view text, std::size_t, error_code&) { return keep(text); }
  bool on_string(std::string_view text, std::size_t, error_code& error) {
    return add(whole(text), error);
  }
  bool on_key_part(std::string_view text, std::size_t, error_code&) { return keep(text); }
  bool on_key(std::string_view text, std::size_t, error_code&) {
    name = whole(text);
    return true;
  }
  static bool on_number_part(std::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, std::string_view, error_code& error) {
    return add(number, error);
  }
  static bool on_uint64(std::uint64_t, std::string_view, error_code& error) {
    return refuse(error);
  }
  static bool on_double(double, std::string_view, error_code& error) { return refuse(error); }
  bool on_bool(bool value, error_code& error) { return add(value, error); }
  static bool on_null(error_code& error) { return refuse(error); }
  static bool on_comment_part(std::string_view, error_code&) { return true; }
  static bool on_comment(std::string_view, error_code&) { return true; }
};

}  // namespace

void encode(const Attributes& attributes, std::string& text) {
  text += '{';
  const char* separator = "";
  for (const auto& [name, value] : attributes) {
    text += separator;
    append_quoted(name, text);
    text += ':';
    std::visit(Append{text}, value);
    separator = ",";
  }
  text += '}';
}

std::optional<Attributes> decode(std::string_view text) {
  // Kept for its memory, so that what is returned is exactly as large as it needs to be.
  thread_local std::vector<Attributes::Entry> entries;
  entries.clear();
  boost::json::basic_parser<Handler> parser{{}, entries};
  error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (error || used != text.size()) return std::nullopt;
  return Attributes{std::move_iterator{entries.begin()}, std::move_iterator{entries.end()}};
}

}  // namespace dailygrind::store
