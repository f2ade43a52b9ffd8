#include "dailygrind/seed/graph.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace dailygrind::seed {
namespace {

using NumberPair = std::pair<std::uint64_t, std::uint64_t>;

// E-mails end in the number.
constexpr std::uint64_t largest_number = 999'999'999'999;
constexpr std::uint32_t friendships_a_person = 6;
constexpr std::uint32_t neighbourhood = 20;
constexpr std::string_view white = " \t\r";

std::optional<std::uint64_t> take_number(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(white), line.size()));
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc{} || number > largest_number) return std::nullopt;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (!line.empty() && !white.contains(line.front())) return std::nullopt;
  return number;
}

std::optional<NumberPair> parse_line(std::string_view line) {
  const auto one = take_number(line);
  const auto other = one ? take_number(line) : std::nullopt;
  if (!other || line.find_first_not_of(white) != line.npos) return std::nullopt;
  return NumberPair{*one, *other};
}

bool is_skipped(std::string_view line) {
  const auto first = line.find_first_not_of(white);
  return first == line.npos || line[first] == '#' || line[first] == '%';
}

std::vector<NumberPair> read_pairs(std::istream& input, const std::string& name) {
  std::vector<NumberPair> pairs;
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    if (is_skipped(line)) continue;
    const auto pair = parse_line(line);
    if (!pair) {
      throw std::runtime_error{name + ", line " + std::to_string(number) +
                               ": two numbers are expected, such as \"17 42\""};
    }
    pairs.push_back(*pair);
  }
  if (!input.eof()) throw std::runtime_error{"cannot read " + name};
  if (pairs.empty()) throw std::runtime_error{name + " names no friendship"};
  return pairs;
}

void sort_once(auto& list) {
  std::ranges::sort(list);
  const auto rest = std::ranges::unique(list);
  list.erase(rest.begin(), rest.end());
}

void add_edge(Graph& graph, std::uint32_t one, std::uint32_t other) {
  if (one != other) graph.edges.emplace_back(std::min(one, other), std::max(one, other));
}

/// Somebody before `newcomer`: half of the time a neighbour, else one whom many know.
std::uint32_t acquaintance(const Graph& graph, std::uint32_t newcomer, Random& random) {
  if (graph.edges.empty() || random.below(2) == 0) {
    const auto near = std::min(newcomer, neighbourhood);
    return newcomer - 1 - static_cast<std::uint32_t>(random.below(near));
  }
  const auto& edge = graph.edges[random.below(graph.edges.size())];
  const auto chosen = random.below(2) == 0 ? edge.first : edge.second;
  return chosen < newcomer ? chosen : newcomer - 1;
}

std::vector<std::uint32_t> acquaintances(const Graph& graph, std::uint32_t newcomer,
                                         Random& random) {
  std::vector<std::uint32_t> known;
  if (newcomer <= friendships_a_person) {
    known.resize(newcomer);
    std::iota(known.begin(), known.end(), 0U);
    return known;
  }
  while (known.size() < friendships_a_person) {
    const auto other = acquaintance(graph, newcomer, random);
    if (std::ranges::find(known, other) == known.end()) known.push_back(other);
  }
  return known;
}

}  // namespace

Graph read_graph(std::istream& input, const std::string& name) {
  const auto pairs = read_pairs(input, name);
  Graph graph;
  for (const auto& [one, other] : pairs) {
    graph.nodes.push_back(one);
    graph.nodes.push_back(other);
  }
  sort_once(graph.nodes);
  const auto place = [&graph](std::uint64_t number) {
    const auto found = std::ranges::lower_bound(graph.nodes, number);
    return static_cast<std::uint32_t>(found - graph.nodes.begin());
  };
  for (const auto& [one, other] : pairs) add_edge(graph, place(one), place(other));
  sort_once(graph.edges);
  return graph;
}

Graph grow_graph(std::uint32_t people, Random& random) {
  Graph graph;
  graph.nodes.resize(people);
  std::iota(graph.nodes.begin(), graph.nodes.end(), std::uint64_t{0});
  for (std::uint32_t newcomer = 1; newcomer < people; ++newcomer) {
    for (const auto other : acquaintances(graph, newcomer, random)) {
      add_edge(graph, newcomer, other);
    }
  }
  sort_once(graph.edges);
  return graph;
}

}  // namespace dailygrind::seed
