#pragma once

#include <curl/curl.h>

namespace dailygrind::http {

/// Lets a transfer connect to public addresses only. Must stay where it is while the transfer runs.
class AddressGate {
 public:
  void guard(CURL* easy);
  /// Whether an address was turned down.
  [[nodiscard]] bool refused() const { return refused_; }

 private:
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);

  bool refused_ = false;
};

}  // namespace dailygrind::http
