#pragma once

#include <filesystem>
#include <memory>

#include "platform/bus/bus.hpp"
#include "platform/core/random.hpp"

namespace dailygrind::bus {

/// The bus in one SQLite file, such as `<data>/events.db`, which several processes may share; its
/// folder must exist. All of them must pass the same topology, or a queue misses what the others
/// publish. Work is done on one thread per bus, which commits what is waiting at the same time with
/// one fsync. Receivers are woken by publishers of this and of other processes.
///
/// Throws std::runtime_error with one sentence for people where the file cannot be used. `clock`
/// and `random` must outlive the bus; destroying it finishes what was asked for.
[[nodiscard]] std::unique_ptr<Bus> open_sqlite_bus(const std::filesystem::path& path,
                                                   Topology topology, QueueSettings settings,
                                                   const Clock& clock, Random& random);

}  // namespace dailygrind::bus
