#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "platform/testing/metered_store.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::testing {

/// What operations consume, one a line: name, round trips, read units, write units.
class UnitsTable {
 public:
  /// `store` is that of all operations; it must outlive the table.
  explicit UnitsTable(const MeteredStore& store) : store_(store) {}

  template <typename T>
  Units add(const std::string& name, Task<T> task) {
    const auto before = store_.units();
    run(std::move(task));
    const auto after = store_.units();
    const Units used{after.round_trips - before.round_trips, after.read - before.read,
                     after.write - before.write};
    text_ += name + '\t' + std::to_string(used.round_trips) + '\t' + std::to_string(used.read) +
             '\t' + std::to_string(used.write) + '\n';
    return used;
  }

  /// The committed table must say the same; with DAILYGRIND_WRITE_UNITS in the environment it is
  /// written instead.
  void expect_as_in(const std::string& path) const {
    if (std::getenv("DAILYGRIND_WRITE_UNITS") != nullptr) std::ofstream{path} << text_;
    std::ifstream file{path};
    const std::string committed{std::istreambuf_iterator<char>{file}, {}};
    EXPECT_EQ(text_, committed) << "DAILYGRIND_WRITE_UNITS=1 writes " << path;
  }

 private:
  const MeteredStore& store_;
  std::string text_ = "operation\tround trips\tread units\twrite units\n";
};

}  // namespace dailygrind::testing
