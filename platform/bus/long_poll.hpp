#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "platform/bus/bell.hpp"
#include "platform/bus/bus.hpp"

namespace dailygrind::bus {

/// What one look into a queue found.
struct Look {
  std::vector<Delivery> deliveries;
  std::optional<milliseconds> next;  ///< until something not visible yet becomes so
};

/// `Bus::receive` on top of a look that does not wait: looks again whenever `bell` rings, when
/// something becomes visible, and once a second for the sake of a clock that was moved.
Task<std::vector<Delivery>> long_poll(const Bell& bell, milliseconds wait,
                                      std::function<Task<Look>()> look);

}  // namespace dailygrind::bus
