#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"

namespace dailygrind::http {

/// Finds the handler of a request. Patterns are paths with whole segments in braces:
/// `/posts/{postId}/likes`; a literal segment wins over a parameter; `{path...}` at the end takes
/// the rest. Filled at start-up, then only read: thread-safe without a lock.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Throws std::logic_error where that method and pattern is taken.
  void add(Method method, std::string_view pattern, Handler handler);

  /// What a request leads to. Exactly one of these holds: `handler` is set; `allow` names the methods
  /// of a path that exists (405, or the answer to OPTIONS); neither (404).
  struct Match {
    const Handler* handler = nullptr;
    std::string_view pattern;  ///< for metrics and logs; "" where none
    PathParameters parameters;
    std::string allow;
  };
  /// HEAD finds the handler of GET. A path with a broken escape matches nothing.
  [[nodiscard]] Match find(Method method, std::string_view path) const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

}  // namespace dailygrind::http
