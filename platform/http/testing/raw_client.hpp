#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dailygrind::http::testing {

/// An answer as it came over the wire.
struct RawResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// The values of that header joined by ", "; "" where absent.
  [[nodiscard]] std::string header(std::string_view name) const;
};

/// A blocking client for tests that says exactly the bytes it is told to. Every wait has a bound,
/// after which it throws std::runtime_error.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  /// Over TLS, trusting the certificate in that PEM file alone.
  RawClient(std::uint16_t port, const std::string& ca_file);
  ~RawClient();
  RawClient(RawClient&&) noexcept;

  void send(std::string_view bytes);
  /// False where the peer has closed or reset; true where all was taken.
  bool try_send(std::string_view bytes);
  /// The next answer; `has_body` is false for answers to HEAD.
  RawResponse receive(bool has_body = true);
  /// Sends and receives.
  RawResponse ask(std::string_view bytes);
  /// What arrives until the peer closes.
  std::string receive_all();
  /// True where the peer closed without another byte.
  bool closed();
  /// Closes our sending side only.
  void finish_sending();
  /// The certificate that the server showed, as PEM; TLS only.
  [[nodiscard]] std::string peer_certificate() const;

 private:
  struct State;
  std::string receive_line();
  void fill();

  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::http::testing
