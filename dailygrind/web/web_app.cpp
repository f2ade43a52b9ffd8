#include "dailygrind/web/web_app.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>

#include "dailygrind/web/files.hpp"
#include "dailygrind/web/policy.hpp"
#include "platform/core/problem.hpp"
#include "platform/http/conditions.hpp"

namespace dailygrind::web {
namespace {

constexpr std::string_view page_path = "/index.html";
constexpr std::string_view rest = "/{path...}";

/// A file whose bytes are copied to where responses share them at the first request, so that an
/// idle server does not hold them.
class Served {
 public:
  explicit Served(const File& file) : file_(file) {}

  http::Response answer(const http::Request& request) {
    http::Response response;
    response.set("ETag", std::string{file_.etag});
    response.set("Cache-Control",
                 file_.fingerprinted ? "public, max-age=31536000, immutable" : "no-cache");
    if (!http::none_match(request.header("If-None-Match"), file_.etag)) {
      response.status = 304;
      if (file_.gzip) response.set("Vary", "Accept-Encoding");
      return response;
    }
    response.set("Content-Type", std::string{file_.content_type});
    std::call_once(once_, [this] { bytes_ = std::make_shared<const std::string>(file_.bytes); });
    (file_.gzip ? response.gzip_body : response.shared_body) = bytes_;
    return response;
  }

 private:
  const File& file_;
  std::once_flag once_;
  std::shared_ptr<const std::string> bytes_;
};

using ServedFiles = std::map<std::string_view, Served>;

/// Each folder is one route, and each file that lies in none: routes are counted one by one.
std::set<std::string> file_patterns() {
  std::set<std::string> patterns;
  for (const File& file : files()) {
    const auto folder = file.path.find('/', 1);
    patterns.emplace(folder == std::string_view::npos
                         ? std::string{file.path}
                         : std::string{file.path.substr(0, folder)}.append(rest));
  }
  return patterns;
}

http::Response page(Served& served, const http::Request& request, const std::string& policy) {
  auto response = served.answer(request);
  response.set("Content-Security-Policy", policy);
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  return response;
}

}  // namespace

void mount_web_app(const ServerConfig& config, http::Router& router) {
  const auto served = std::make_shared<ServedFiles>();
  for (const File& file : files()) served->try_emplace(file.path, file);
  const auto policy =
      std::make_shared<const std::string>(content_security_policy(config, inline_hashes()));
  auto& index = served->at(page_path);
  const http::Handler show = [served, &index, policy](
                                 const http::Request& request,
                                 const http::PathParameters&) -> Task<http::Response> {
    co_return page(index, request, *policy);
  };
  const http::Handler send = [served](const http::Request& request,
                                      const http::PathParameters&) -> Task<http::Response> {
    const auto found = served->find(request.path);
    if (found == served->end()) throw Problem::not_found();
    co_return found->second.answer(request);
  };
  using enum http::Method;
  for (const auto& pattern : file_patterns()) {
    router.add(get, pattern, pattern == page_path ? show : send);
  }
  for (const auto pattern : routes()) {
    router.add(get, pattern, show);
    // "/friends/{path...}" is about what is behind "/friends", too.
    if (pattern.ends_with(rest))
      router.add(get, pattern.substr(0, pattern.size() - rest.size()), show);
  }
}

}  // namespace dailygrind::web
