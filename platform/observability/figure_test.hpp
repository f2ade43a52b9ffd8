#pragma once

#include <stdexcept>
#include <string>

#include "platform/core/metrics.hpp"

namespace dailygrind::observability {

/// The value of the line that begins with `name` (with its labels) in a scrape.
inline double figure(const metrics::Registry& registry, const std::string& name) {
  const auto text = "\n" + registry.text();
  const auto line = text.find("\n" + name + " ");
  if (line == std::string::npos) throw std::runtime_error{"no figure " + name};
  return std::stod(text.substr(line + name.size() + 2));
}

}  // namespace dailygrind::observability
