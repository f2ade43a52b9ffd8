#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "platform/core/config.hpp"
#include "platform/core/config_values.hpp"

namespace dailygrind::config {
namespace {

using std::chrono::milliseconds;

using Texts = std::vector<std::string>;

/// What takes exactly one text, and names it in front of what is wrong with it.
std::function<std::string(const Texts&)> single(Check parse) {
  return [parse = std::move(parse)](const Texts& texts) -> std::string {
    if (texts.size() != 1) return "must be one value, not a list";
    const auto wrong = parse(texts.front());
    return wrong.empty() ? "" : fmt::format("\"{}\" {}", texts.front(), wrong);
  };
}

std::string checked(const Check& check, const std::string& text) {
  if (text.empty()) return "must not be empty";
  return check ? check(text) : "";
}

}  // namespace

void Settings::text(std::string& target, Description about, const Check& check) {
  const bool optional = target.empty();
  auto parse = [&target, check, optional](const std::string& text) {
    auto wrong = optional && text.empty() ? "" : checked(check, text);
    if (wrong.empty()) target = text;
    return wrong;
  };
  add({.about = std::move(about), .assign = single(parse), .show = [&target] {
         return Texts{target};
       }});
}

void Settings::secret(std::string& target, Description about) {
  text(target, std::move(about));
  settings_.back().secret = true;
}

void Settings::list(std::vector<std::string>& target, Description about, const Check& check) {
  auto assign = [&target, check](const Texts& texts) {
    for (const auto& text : texts) {
      const auto wrong = checked(check, text);
      if (!wrong.empty()) return fmt::format("\"{}\" {}", text, wrong);
    }
    target = texts;
    return std::string{};
  };
  add({.about = std::move(about),
       .kind = Setting::Kind::list,
       .values = "any number",
       .assign = std::move(assign),
       .show = [&target] { return target; }});
}

void Settings::flag(bool& target, Description about) {
  auto parse = [&target](const std::string& text) -> std::string {
    const auto value = parse_flag(text);
    if (!value) return "must be true or false";
    target = *value;
    return "";
  };
  add({.about = std::move(about),
       .kind = Setting::Kind::flag,
       .values = "true, false",
       .assign = single(parse),
       .show = [&target] { return Texts{target ? "true" : "false"}; }});
}

void Settings::add_number(Description about, Bounds<std::int64_t> bounds,
                          std::function<void(std::int64_t)> set,
                          std::function<std::int64_t()> get) {
  const auto values = fmt::format("{} to {}", bounds.least, bounds.most);
  auto parse = [bounds, values, set = std::move(set)](const std::string& text) -> std::string {
    const auto value = parse_number(text);
    if (!value) return "is no whole number";
    if (*value < bounds.least || *value > bounds.most) return "must be from " + values;
    set(*value);
    return "";
  };
  add({.about = std::move(about),
       .kind = Setting::Kind::number,
       .values = values,
       .assign = single(std::move(parse)),
       .show = [get = std::move(get)] { return Texts{std::to_string(get())}; }});
}

void Settings::add_duration(Description about, Bounds<milliseconds> bounds, milliseconds unit,
                            std::function<void(milliseconds)> set,
                            std::function<milliseconds()> get) {
  const auto values =
      fmt::format("{} to {}", format_duration(bounds.least), format_duration(bounds.most));
  auto parse = [=, set = std::move(set)](const std::string& text) -> std::string {
    const auto value = parse_duration(text);
    if (!value) return "must be a number with a unit, such as 500ms, 30s, 15m, 12h or 7d";
    if (*value < bounds.least || *value > bounds.most) return "must be from " + values;
    if (*value % unit != milliseconds::zero())
      return "must be in steps of " + format_duration(unit);
    set(*value);
    return "";
  };
  add({.about = std::move(about),
       .values = values,
       .assign = single(std::move(parse)),
       .show = [get = std::move(get)] { return Texts{format_duration(get())}; }});
}

void Settings::add_choice(Description about, const std::vector<std::string>& names,
                          std::function<void(std::size_t)> set,
                          const std::function<std::size_t()>& get) {
  const auto values = fmt::format("{}", fmt::join(names, ", "));
  auto parse = [names, values, set = std::move(set)](const std::string& text) -> std::string {
    const auto found = std::ranges::find(names, text);
    if (found == names.end()) return "must be one of " + values;
    set(static_cast<std::size_t>(found - names.begin()));
    return "";
  };
  add({.about = std::move(about),
       .values = values,
       .assign = single(std::move(parse)),
       .show = [names, get] { return Texts{names[get()]}; }});
}

}  // namespace dailygrind::config
