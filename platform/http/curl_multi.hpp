#pragma once

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace dailygrind::http {

/// libcurl's multi interface driven by an event loop: curl says which sockets and which moment it
/// waits for, the loop tells it when they come. Everything runs on that loop.
class CurlMulti : public std::enable_shared_from_this<CurlMulti> {
 public:
  /// Called once with the outcome of a transfer, which is off the multi handle by then.
  using Done = std::function<void(CURLcode)>;
  /// Gives a new handle the options that all transfers share.
  using Prepare = std::function<void(CURL*)>;

  CurlMulti(boost::asio::io_context& loop, long connections_per_host, Prepare prepare);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  /// A handle with the shared options, and those of an earlier transfer where it has had one, to be
  /// given back when its transfer is over: making one is dear.
  [[nodiscard]] CURL* borrow();
  void give_back(CURL* easy);
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
  void set_deadline(std::chrono::milliseconds from_now);
  void wait_for_deadline();
  void act_soon();
  void act(curl_socket_t socket, int events);
  void finish_transfers();

  boost::asio::io_context& loop_;
  boost::asio::steady_timer timer_;
  /// When curl wants to be called without an event; it changes its mind with each transfer, so that
  /// the timer is only set anew where it would be late.
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  bool timing_ = false;  ///< a wait for the timer is under way
  bool posted_ = false;  ///< a call at once is under way
  CURLM* multi_;
  Prepare prepare_;
  std::vector<CURL*> idle_;
  std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
  std::unordered_map<CURL*, Done> transfers_;
};

}  // namespace dailygrind::http
