#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"

namespace dailygrind::http {

/// One registered pattern; lives as long as its router.
struct Route {
  Method method = Method::get;
  std::string pattern;
  Handler handler;
  std::size_t index = 0;       ///< its place in Router::routes
  StreamingHandler streaming;  ///< in place of `handler`
  std::size_t body_limit = 0;  ///< where it streams, in place of the server's
};

/// Finds the handler of a request. Patterns are paths with whole segments in braces:
/// `/posts/{postId}/likes`; a literal segment wins over a parameter, and where the literal leads
/// nowhere the parameter is tried; `{path...}` at the end takes the rest, which may be empty. A
/// parameter is never empty. Segments are compared %-decoded. Filled at start-up, then only read:
/// thread-safe without a lock.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Throws std::logic_error where that method and pattern is taken, or the pattern is no pattern.
  void add(Method method, std::string_view pattern, Handler handler);
  /// A route whose bodies, of at most `body_limit` bytes, are taken as they arrive.
  void add_streaming(Method method, std::string_view pattern, StreamingHandler handler,
                     std::size_t body_limit);

  /// What a request leads to. Exactly one of these holds: `route` is set, and `handler`, unless it
  /// streams; `allow` names the methods of a path that exists (405, or the answer to OPTIONS);
  /// neither (404).
  /// The path alone decides which pattern it belongs to, the method never does.
  struct Match {
    const Handler* handler = nullptr;
    const Route* route = nullptr;
    std::string_view pattern;  ///< for metrics and logs; "" where none
    PathParameters parameters;
    std::string allow;
  };
  /// HEAD finds the handler of GET. A path with a broken escape matches nothing.
  [[nodiscard]] Match find(Method method, std::string_view path) const;

  /// The route of that request where it streams, else null. Cheap for methods without such routes.
  [[nodiscard]] const Route* find_streaming(Method method, std::string_view path) const;

  /// Every route in the order of `add`.
  [[nodiscard]] const std::vector<std::unique_ptr<const Route>>& routes() const { return routes_; }

 private:
  struct Node;
  struct Search;
  void insert(Route route);

  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<const Route>> routes_;
  std::array<bool, 8> streams_{};  ///< by method
};

}  // namespace dailygrind::http
