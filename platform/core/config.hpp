#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace dailygrind::config {

/// What people read about a setting.
struct Description {
  std::string name;         ///< kebab-case: `--log-level`, DAILYGRIND_LOG_LEVEL, `log-level = …`
  std::string placeholder;  ///< what stands for a value in help texts; "" for flags
  std::string help;         ///< one sentence
};

/// Says what is wrong with a value that is not empty, as the rest of a sentence that begins with
/// the value ("is no address"); "" where it is good.
using Check = std::function<std::string(const std::string&)>;

/// The smallest and the largest good value.
template <typename T>
struct Bounds {
  T least;
  T most;
};

/// A value as it was given, before it is understood.
struct Given {
  std::string where;               ///< `--listen`, `DAILYGRIND_LISTEN` or `file.toml:3: listen`
  std::vector<std::string> texts;  ///< one, or any number for a list
};
using GivenValues = std::map<std::string, Given, std::less<>>;  ///< by the setting's name

using Environment = std::map<std::string, std::string, std::less<>>;
/// The variables of this process whose names begin with DAILYGRIND_.
[[nodiscard]] Environment environment();

/// One declared setting.
struct Setting {
  enum class Kind : std::uint8_t { text, number, flag, list };

  Description about;
  Kind kind = Kind::text;
  std::string values;   ///< the good values in words, for the documentation
  bool secret = false;  ///< never shown; not a flag, because other users see those in `ps`
  std::string group;
  /// Stores the value, or says what is wrong with it.
  std::function<std::string(const std::vector<std::string>&)> assign;
  std::function<std::vector<std::string>()> show;  ///< what is stored now
  std::vector<std::string> preset;                 ///< what was stored when it was declared
  std::string where;                               ///< where the value came from; "" is the preset
};

/// Every setting of a program, declared once with its target, text, default and bounds; flags,
/// environment, file, `config print` and the documentation derive from that. A target must outlive
/// this object; its value at the declaration is the default. Not thread-safe.
class Settings {
 public:
  /// Heads the settings that are declared from here on.
  void group(std::string title);

  void text(std::string& target, Description about, const Check& check = {});
  void secret(std::string& target, Description about);
  /// A repeated flag, an array in the file, separated by commas in the environment.
  void list(std::vector<std::string>& target, Description about, const Check& check = {});
  /// `--name` and `--no-name`; true or false elsewhere.
  void flag(bool& target, Description about);

  template <std::integral T>
  void number(T& target, Description about, Bounds<std::int64_t> bounds) {
    add_number(
        std::move(about), bounds, [&target](std::int64_t value) { target = static_cast<T>(value); },
        [&target] { return static_cast<std::int64_t>(target); });
  }

  /// A number with its unit: `500ms`, `30s`, `15m`, `12h`, `7d`.
  template <typename Rep, typename Period>
  void duration(std::chrono::duration<Rep, Period>& target, Description about,
                Bounds<std::chrono::milliseconds> bounds) {
    using Duration = std::chrono::duration<Rep, Period>;
    add_duration(
        std::move(about), bounds,
        std::chrono::duration_cast<std::chrono::milliseconds>(Duration{1}),
        [&target](auto value) { target = std::chrono::duration_cast<Duration>(value); },
        [&target] { return std::chrono::duration_cast<std::chrono::milliseconds>(target); });
  }

  template <typename E>
    requires std::is_enum_v<E>
  void choice(E& target, Description about, std::vector<std::pair<std::string, E>> choices) {
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) names.push_back(name);
    add_choice(
        std::move(about), names,
        [&target, choices](std::size_t chosen) { target = choices[chosen].second; },
        [&target, choices] {
          std::size_t at = 0;
          while (choices[at].second != target) ++at;
          return at;
        });
  }

  /// What must hold between settings; says what is wrong or "". Asked when every value is good.
  void rule(std::function<std::string()> rule);

  /// Adds a flag for every setting. `app` keeps references to this object.
  void add_flags(CLI::App& app);

  /// Reads the environment and, where the setting `config` names one, the file; a flag wins over
  /// the environment, that over the file, that over the default. Call once, after the flags were
  /// parsed. Returns one line for each wrong value and each unknown name; without a line all is
  /// stored.
  [[nodiscard]] std::vector<std::string> load(const Environment& environment);

  /// Every value with where it came from, as a TOML file; secrets are masked.
  [[nodiscard]] std::string print() const;
  /// The tables of docs/configuration.md.
  [[nodiscard]] std::string markdown() const;

 private:
  void add(Setting setting);
  void add_number(Description about, Bounds<std::int64_t> bounds,
                  std::function<void(std::int64_t)> set, std::function<std::int64_t()> get);
  void add_duration(Description about, Bounds<std::chrono::milliseconds> bounds,
                    std::chrono::milliseconds unit,
                    std::function<void(std::chrono::milliseconds)> set,
                    std::function<std::chrono::milliseconds()> get);
  void add_choice(Description about, const std::vector<std::string>& names,
                  std::function<void(std::size_t)> set, const std::function<std::size_t()>& get);
  [[nodiscard]] std::string file_name(const Environment& environment) const;
  [[nodiscard]] std::vector<std::string> names() const;

  std::vector<Setting> settings_;
  std::vector<std::function<std::string()>> rules_;
  std::string group_;
  GivenValues flags_;
};

}  // namespace dailygrind::config
