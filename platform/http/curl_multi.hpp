#pragma once

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <unordered_map>

namespace dailygrind::http {

/// libcurl's multi interface driven by an event loop: curl says which sockets and which moment it
/// waits for, the loop tells it when they come. Everything runs on that loop.
class CurlMulti : public std::enable_shared_from_this<CurlMulti> {
 public:
  /// Called once with the outcome of a transfer, which is off the multi handle by then.
  using Done = std::function<void(CURLcode)>;

  CurlMulti(boost::asio::io_context& loop, long connections_per_host);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  /// Starts a transfer; `easy` belongs to the caller and must live until `done` or `remove`.
  void add(CURL* easy, Done done);
  /// Gives a transfer up; `done` is not called.
  void remove(CURL* easy);

 private:
  struct Watch;

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch);
  static int on_timer(CURLM* multi, long milliseconds, void* self);

  void watch(curl_socket_t socket, int what);
  void unwatch(curl_socket_t socket);
  void wait(const std::shared_ptr<Watch>& watch, bool for_reading);
  void act(curl_socket_t socket, int events);
  void finish_transfers();

  boost::asio::io_context& loop_;
  boost::asio::steady_timer timer_;
  CURLM* multi_;
  std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
  std::unordered_map<CURL*, Done> transfers_;
};

}  // namespace dailygrind::http
