#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/message.hpp"

namespace dailygrind::http::testing {

/// A request as the imposter got it.
struct SeenRequest {
  Method method = Method::get;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const;
};

/// Plays another server in tests of clients: a real server on the loopback address, on a thread of
/// its own, that answers as told and remembers what it was asked. Thread-safe.
class Imposter {
 public:
  using Answer = std::function<Response(const SeenRequest&)>;

  Imposter();
  /// Over TLS with those PEM files.
  Imposter(const std::string& certificate_file, const std::string& key_file);
  ~Imposter();

  /// Requests for that path, with any method and query, are answered so from now on; others by 404.
  void on(const std::string& path, Answer answer);
  void on(const std::string& path, Response response);
  /// Requests for that path are never answered.
  void hang(const std::string& path);

  /// `http://127.0.0.1:port` and then `path`; `https` over TLS.
  [[nodiscard]] std::string url(std::string_view path) const;
  [[nodiscard]] std::vector<SeenRequest> seen() const;
  /// Connections that it accepted so far.
  [[nodiscard]] std::uint64_t connections() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::http::testing
