#include "platform/http/curl_multi.hpp"

#include <boost/asio/post.hpp>
#include <new>
#include <utility>

namespace dailygrind::http {

namespace asio = boost::asio;

namespace {

/// Some kilobytes each.
constexpr std::size_t most_idle = 256;
/// Connections without a request; each keeps its buffers, some 40 kB.
constexpr long most_kept = 64;

}  // namespace

/// One socket of curl's, which opens and closes it; here it is only waited for.
struct CurlMulti::Watch {
  Watch(asio::io_context& loop, curl_socket_t number) : socket(number), descriptor(loop, number) {}
  ~Watch() { descriptor.release(); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  curl_socket_t socket;
  asio::posix::stream_descriptor descriptor;
  int wanted = CURL_POLL_NONE;
  bool reading = false;  ///< a wait is under way
  bool writing = false;
};

CurlMulti::CurlMulti(asio::io_context& loop, long connections_per_host, Prepare prepare)
    : loop_(loop), timer_(loop), multi_(curl_multi_init()), prepare_(std::move(prepare)) {
  if (multi_ == nullptr) throw std::bad_alloc{};
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, connections_per_host);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, most_kept);
}

CurlMulti::~CurlMulti() {
  // Closing its connections, curl would call back into an object that is half gone.
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, nullptr);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
  for (const auto& [socket, watch] : watches_) watch->descriptor.release();
  for (const auto& [easy, done] : transfers_) curl_multi_remove_handle(multi_, easy);
  for (auto* const easy : idle_) curl_easy_cleanup(easy);
  curl_multi_cleanup(multi_);
}

CURL* CurlMulti::borrow() {
  if (idle_.empty()) {
    auto* const easy = curl_easy_init();
    if (easy == nullptr) throw std::bad_alloc{};
    prepare_(easy);
    return easy;
  }
  auto* const easy = idle_.back();
  idle_.pop_back();
  return easy;
}

void CurlMulti::give_back(CURL* easy) {
  if (idle_.size() >= most_idle) return curl_easy_cleanup(easy);
  idle_.push_back(easy);
}

void CurlMulti::add(CURL* easy, Done done) {
  transfers_.emplace(easy, std::move(done));
  curl_multi_add_handle(multi_, easy);
}

void CurlMulti::remove(CURL* easy) {
  if (transfers_.erase(easy) != 0) curl_multi_remove_handle(multi_, easy);
}

int CurlMulti::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto& multi = *static_cast<CurlMulti*>(self);
  if (what == CURL_POLL_REMOVE) {
    multi.unwatch(socket);
  } else {
    multi.watch(socket, what);
  }
  return 0;
}

int CurlMulti::on_timer(CURLM*, long milliseconds, void* self) {
  auto& multi = *static_cast<CurlMulti*>(self);
  if (milliseconds < 0) {
    multi.deadline_.reset();
  } else {
    multi.set_deadline(std::chrono::milliseconds{milliseconds});
  }
  return 0;
}

void CurlMulti::set_deadline(std::chrono::milliseconds from_now) {
  deadline_ = std::chrono::steady_clock::now() + from_now;
  if (from_now == std::chrono::milliseconds::zero()) {
    act_soon();
  } else if (!timing_ || timer_.expiry() > *deadline_) {
    wait_for_deadline();
  }
}

void CurlMulti::act_soon() {
  if (std::exchange(posted_, true)) return;
  asio::post(loop_, [weak = weak_from_this()] {
    const auto alive = weak.lock();
    if (!alive) return;
    alive->posted_ = false;
    if (!alive->deadline_) return;
    alive->deadline_.reset();
    alive->act(CURL_SOCKET_TIMEOUT, 0);
  });
}

/// The timer may come too early for what curl has asked for since: then it waits on.
void CurlMulti::wait_for_deadline() {
  timing_ = true;
  timer_.expires_at(*deadline_);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto alive = weak.lock();
    if (error || !alive) return;
    alive->timing_ = false;
    if (!alive->deadline_) return;
    if (*alive->deadline_ > std::chrono::steady_clock::now()) return alive->wait_for_deadline();
    alive->deadline_.reset();
    alive->act(CURL_SOCKET_TIMEOUT, 0);
  });
}

void CurlMulti::watch(curl_socket_t socket, int what) {
  auto& watch = watches_[socket];
  if (!watch) watch = std::make_shared<Watch>(loop_, socket);
  watch->wanted = what;
  if ((what & CURL_POLL_IN) != 0) wait(watch, true);
  if ((what & CURL_POLL_OUT) != 0) wait(watch, false);
}

void CurlMulti::unwatch(curl_socket_t socket) {
  const auto found = watches_.find(socket);
  if (found == watches_.end()) return;
  found->second->wanted = CURL_POLL_NONE;
  // Curl closes the socket next: waits that are still queued must not touch its number.
  found->second->descriptor.release();
  watches_.erase(found);
}

void CurlMulti::wait(const std::shared_ptr<Watch>& watch, bool for_reading) {
  auto& waiting = for_reading ? watch->reading : watch->writing;
  if (waiting) return;
  waiting = true;
  const auto type = for_reading ? asio::posix::stream_descriptor::wait_read
                                : asio::posix::stream_descriptor::wait_write;
  watch->descriptor.async_wait(
      type, [weak = weak_from_this(), watch, for_reading](const boost::system::error_code& error) {
        (for_reading ? watch->reading : watch->writing) = false;
        const auto alive = weak.lock();
        const int wish = for_reading ? CURL_POLL_IN : CURL_POLL_OUT;
        if (!alive || (watch->wanted & wish) == 0) return;
        const int event = for_reading ? CURL_CSELECT_IN : CURL_CSELECT_OUT;
        alive->act(watch->socket, error ? CURL_CSELECT_ERR : event);
        if ((watch->wanted & wish) != 0) alive->wait(watch, for_reading);
      });
}

void CurlMulti::act(curl_socket_t socket, int events) {
  int running = 0;
  curl_multi_socket_action(multi_, socket, events, &running);
  finish_transfers();
}

void CurlMulti::finish_transfers() {
  int left = 0;
  while (const auto* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    auto* const easy = message->easy_handle;
    const auto outcome = message->data.result;
    curl_multi_remove_handle(multi_, easy);
    auto transfer = transfers_.extract(easy);
    if (transfer) transfer.mapped()(outcome);
  }
}

}  // namespace dailygrind::http
