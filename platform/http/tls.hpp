#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <mutex>
#include <string>

namespace dailygrind::http {

/// The certificate of a server, exchangeable while it runs. Thread-safe.
class Certificates {
 public:
  using Context = std::shared_ptr<boost::asio::ssl::context>;

  /// Empty names mean no TLS. Throws std::runtime_error naming the file that cannot be used.
  Certificates(std::string certificate, std::string key);

  /// The context for a new connection; nullptr where there is no TLS.
  [[nodiscard]] Context current() const;
  /// Reads the files again. Throws like the constructor, and then keeps the old ones.
  void reload();

 private:
  [[nodiscard]] Context load() const;

  std::string certificate_;
  std::string key_;
  mutable std::mutex mutex_;
  Context context_;
};

}  // namespace dailygrind::http
