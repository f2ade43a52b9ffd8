#pragma once

#include <array>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/list.hpp>
#include <boost/pfr/tuple_size.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

/// Declares the members of an aggregate, once: `DAILYGRIND_DESCRIBE(Job, (job_id, job_title))`, in
/// the struct's own namespace. A forgotten member does not compile.
#define DAILYGRIND_DESCRIBE(Type, Members)                                                      \
  BOOST_DESCRIBE_STRUCT(Type, (), Members)                                                      \
  static_assert(                                                                                \
      boost::pfr::tuple_size_v<Type> ==                                                         \
          boost::mp11::mp_size<                                                                 \
              boost::describe::describe_members<Type, boost::describe::mod_any_access>>::value, \
      "a member of " #Type " is missing from its description");

namespace dailygrind::describe {

/// Texts under names that no declaration knows, such as headers; only written, never read.
using TextMap = std::map<std::string, std::string>;

/// What the text of a member must look like.
enum class Format : std::uint8_t {
  line,          ///< no control characters
  text,          ///< may have line breaks and tabs
  partial_date,  ///< YYYY, YYYY-MM or YYYY-MM-DD
  time_zone,     ///< a name of the IANA database
  slug,          ///< 1 to 64 of A-Za-z0-9_-
  email,         ///< one @ with something on both sides, no white space
  uri,           ///< an absolute http or https URI
};

/// The rule of one member. Lengths count code points; `least` and `most` bound a text's length, a
/// number's value, or a list's size.
struct Rule {
  std::string_view member;  ///< its C++ name
  Format format = Format::line;
  std::int64_t least = 0;
  std::int64_t most = 200;
  std::string_view text;  ///< for the OpenAPI document
};

constexpr Rule line(std::string_view member, std::int64_t most, std::string_view text = {}) {
  return {member, Format::line, 0, most, text};
}
constexpr Rule text(std::string_view member, std::int64_t most, std::string_view text = {}) {
  return {member, Format::text, 0, most, text};
}
constexpr Rule format(std::string_view member, Format format, std::string_view text = {}) {
  return {member, format, 0, 200, text};
}
constexpr Rule range(std::string_view member, std::int64_t least, std::int64_t most,
                     std::string_view text = {}) {
  return {member, Format::line, least, most, text};
}

/// A struct without rules of its own: every text is a line of at most 200 code points. To set
/// rules, declare `constexpr auto rules_of(const T*)` beside T, returning an array of Rule.
constexpr std::array<Rule, 0> rules_of(const void*) { return {}; }

/// The rule of a member, by its C++ name.
template <typename T>
constexpr Rule rule_for(std::string_view member) {
  for (const Rule& rule : rules_of(static_cast<const T*>(nullptr))) {
    if (rule.member == member) return rule;
  }
  return {.member = member};
}

}  // namespace dailygrind::describe
