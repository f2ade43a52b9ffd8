#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace dailygrind::seed {

/// First and last names that are heard together. People get any combination.
struct Culture {
  std::array<std::string_view, 12> first_names;
  std::array<std::string_view, 12> last_names;
};
std::span<const Culture> cultures();

/// Where people live, and whose names are usual there.
struct Place {
  std::string_view location;
  std::string_view time_zone;  ///< IANA
  std::size_t culture;         ///< place in cultures()
};
std::span<const Place> places();

}  // namespace dailygrind::seed
