#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/random.hpp"

namespace dailygrind::seed {

/// Who is a friend of whom.
struct Graph {
  using Edge = std::pair<std::uint32_t, std::uint32_t>;

  std::vector<std::uint64_t> nodes;  ///< the number of each person, ascending
  std::vector<Edge> edges;           ///< places in `nodes`, the lower first; ascending, each once
};

/// Reads an edge list: two numbers a line, separated by white space; lines that begin with `#` or
/// `%` and empty ones are skipped. The same pair again, in either order, changes nothing; a number
/// paired with itself is a person without that friend. Throws std::runtime_error that names `name`
/// and the line where a line is anything else, or where there is no pair.
Graph read_graph(std::istream& input, const std::string& name);

/// People 0 to `people` - 1 who know their neighbours, and some whom many know: about twelve
/// friends each, or all others where there are fewer.
Graph grow_graph(std::uint32_t people, Random& random);

}  // namespace dailygrind::seed
