#include "platform/http/router.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "platform/core/encoding.hpp"

namespace dailygrind::http {

namespace {

constexpr std::size_t method_count = 8;
/// Deeper patterns are refused, so that a search needs no memory of its own.
constexpr std::size_t most_parameters = 8;

std::size_t slot(Method method) { return static_cast<std::size_t>(method); }

[[noreturn]] void refuse(std::string_view pattern, std::string_view why) {
  throw std::logic_error{"route " + std::string{pattern} + ": " + std::string{why}};
}

/// Takes the segment after the leading slash off `path`.
std::string_view take_segment(std::string_view& path) {
  const auto end = path.find('/', 1);
  const auto segment = path.substr(1, end == std::string_view::npos ? end : end - 1);
  path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
  return segment;
}

/// Segments are compared after decoding; nearly none has anything to decode.
bool segment_is(std::string_view segment, std::string_view literal, bool escaped) {
  if (segment == literal) return true;
  if (!escaped || segment.find('%') == std::string_view::npos) return false;
  const auto decoded = percent_decode(segment);
  return decoded && *decoded == literal;
}

}  // namespace

struct Router::Node {
  struct Child {
    std::string literal;
    std::unique_ptr<Node> node;
  };
  std::vector<Child> children;
  std::unique_ptr<Node> parameter;
  std::unique_ptr<Node> rest;
  std::array<const Route*, method_count> routes{};
  std::string allow;  ///< "" where no pattern ends here

  Node& literal(std::string_view segment) {
    const auto found = std::ranges::find(children, segment, &Child::literal);
    if (found != children.end()) return *found->node;
    return *children.emplace_back(std::string{segment}, std::make_unique<Node>()).node;
  }

  void list_methods() {
    allow.clear();
    for (std::size_t at = 0; at < method_count; ++at) {
      const auto method = static_cast<Method>(at);
      const bool present = routes[at] != nullptr || method == Method::options ||
                           (method == Method::head && routes[slot(Method::get)] != nullptr);
      if (!present || method == Method::other) continue;
      if (!allow.empty()) allow += ", ";
      allow += name_of(method);
    }
  }
};

/// The walk through the trie; remembers the parameters as views until the pattern is certain.
struct Router::Search {
  bool escaped;
  std::array<std::string_view, most_parameters> parameters{};
  std::size_t count = 0;

  const Node* walk(const Node& node, std::string_view path) {
    if (path.empty()) return node.allow.empty() ? nullptr : &node;
    auto below = path;
    const auto segment = take_segment(below);
    for (const auto& child : node.children) {
      if (!segment_is(segment, child.literal, escaped)) continue;
      if (const auto* found = walk(*child.node, below)) return found;
      break;
    }
    if (node.parameter && !segment.empty()) {
      if (const auto* found = capture(*node.parameter, segment, below)) return found;
    }
    return node.rest ? capture(*node.rest, path.substr(1), {}) : nullptr;
  }

  const Node* capture(const Node& node, std::string_view value, std::string_view below) {
    parameters[count++] = value;
    const auto* found = walk(node, below);
    if (found == nullptr) --count;
    return found;
  }

  /// False where an escape is broken.
  bool decode(PathParameters& decoded) const {
    decoded.reserve(count);
    for (std::size_t at = 0; at < count; ++at) {
      if (!escaped) {
        decoded.emplace_back(parameters[at]);
        continue;
      }
      auto value = percent_decode(parameters[at]);
      if (!value) return false;
      decoded.push_back(std::move(*value));
    }
    return true;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Method method, std::string_view pattern, Handler handler) {
  insert({.method = method, .pattern = std::string{pattern}, .handler = std::move(handler)});
}

void Router::add_streaming(Method method, std::string_view pattern, StreamingHandler handler,
                           std::size_t body_limit) {
  insert({.method = method,
          .pattern = std::string{pattern},
          .streaming = std::move(handler),
          .body_limit = body_limit});
  streams_[slot(method)] = true;
}

void Router::insert(Route route) {
  const std::string_view pattern = route.pattern;
  if (pattern.empty() || pattern.front() != '/') refuse(pattern, "must begin with a slash");
  auto* node = root_.get();
  auto rest = pattern;
  std::size_t parameters = 0;
  while (!rest.empty()) {
    const auto segment = take_segment(rest);
    if (!segment.starts_with('{')) {
      node = &node->literal(segment);
      continue;
    }
    if (!segment.ends_with('}') || segment.size() < 3) refuse(pattern, "has a broken parameter");
    if (++parameters > most_parameters) refuse(pattern, "has too many parameters");
    const bool takes_rest = segment.ends_with("...}");
    if (takes_rest && !rest.empty()) refuse(pattern, "goes on after {...}");
    auto& next = takes_rest ? node->rest : node->parameter;
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto& taken = node->routes[slot(route.method)];
  if (taken != nullptr) refuse(pattern, "is taken for " + std::string{name_of(route.method)});
  route.index = routes_.size();
  routes_.push_back(std::make_unique<const Route>(std::move(route)));
  taken = routes_.back().get();
  node->list_methods();
}

Router::Match Router::find(Method method, std::string_view path) const {
  Match match;
  if (path.empty() || path.front() != '/') return match;
  Search search{.escaped = path.find('%') != std::string_view::npos};
  const auto* node = search.walk(*root_, path);
  if (node == nullptr || !search.decode(match.parameters)) return match;
  const auto* route = node->routes[slot(method)];
  if (route == nullptr && method == Method::head) route = node->routes[slot(Method::get)];
  if (route == nullptr) {
    match.parameters.clear();
    match.allow = node->allow;
    return match;
  }
  match.route = route;
  if (!route->streaming) match.handler = &route->handler;
  match.pattern = route->pattern;
  return match;
}

const Route* Router::find_streaming(Method method, std::string_view path) const {
  if (!streams_[slot(method)]) return nullptr;
  const auto* route = find(method, path).route;
  return route != nullptr && route->streaming ? route : nullptr;
}

}  // namespace dailygrind::http
