// The part of a session that deals with its socket: handshake, sending, deadlines, the end.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/ssl.hpp>

#include "platform/http/session.hpp"

namespace dailygrind::http {

namespace asio = boost::asio;

namespace {

constexpr auto outcome = asio::as_tuple(asio::deferred);
constexpr std::size_t most_kept_bytes = 32 * 1024;
/// A slow reader gets the write time-out anew for each piece of this size, not for each byte.
constexpr std::size_t progress_bytes = 64 * 1024;
constexpr std::chrono::milliseconds linger_timeout{2'000};
constexpr std::size_t most_discarded_bytes = 1024 * 1024;

}  // namespace

Task<bool> Session::handshake() {
  enter(Phase::handshake);
  if (!tls_) co_return true;
  const auto [error] = co_await tls_->async_handshake(Stream::server, outcome);
  if (error) cut_off();
  co_return !error;
}

std::array<asio::const_buffer, 2> Session::unsent(std::size_t sent) const {
  std::array buffers{asio::buffer(output_.bytes),
                     output_.tail ? asio::buffer(*output_.tail) : asio::const_buffer{}};
  const auto from_first = std::min(sent, buffers[0].size());
  buffers[0] += from_first;
  buffers[1] += sent - from_first;
  return buffers;
}

bool Session::send_now(std::size_t& sent) {
  if (tls_) return true;
  boost::system::error_code error;
  sent += socket_.write_some(unsent(sent), error);
  return !error || error == asio::error::would_block || error == asio::error::interrupted;
}

Task<bool> Session::flush() {
  // A socket takes a usual answer at once, without a turn of the loop.
  std::size_t sent = 0;
  if (!send_now(sent)) {
    cut_off();
    co_return false;
  }
  if (asio::buffer_size(unsent(sent)) != 0 && !co_await send_rest(sent)) co_return false;
  sent_all();
  co_return true;
}

Task<bool> Session::send_rest(std::size_t sent) {
  const auto phase = phase_;
  enter(Phase::writing);
  std::size_t renew_at = sent + progress_bytes;
  while (asio::buffer_size(unsent(sent)) != 0) {
    const auto [error, size] = tls_ ? co_await tls_->async_write_some(unsent(sent), outcome)
                                    : co_await socket_.async_write_some(unsent(sent), outcome);
    sent += size;
    if (error) {
      cut_off();
      co_return false;
    }
    if (sent >= renew_at) {
      renew_at = sent + progress_bytes;
      enter(Phase::writing);
    }
  }
  enter(phase);
  co_return true;
}

void Session::sent_all() {
  output_.tail.reset();
  output_.bytes.clear();
  if (output_.bytes.capacity() > most_kept_bytes) output_.bytes.shrink_to_fit();
}

Task<void> Session::linger() {
  if (cut_off_) co_return;
  // Closing with unread input resets the connection, and the peer might lose our answer.
  enter(Phase::lingering);
  if (tls_) co_await tls_->async_shutdown(outcome);
  boost::system::error_code error;
  socket_.shutdown(Socket::shutdown_send, error);
  std::size_t discarded = 0;
  while (!error && !cut_off_ && discarded < most_discarded_bytes) {
    input_.consume(input_.data().size());
    const auto room = input_.room();
    const auto [failure, size] =
        co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), outcome);
    error = failure;
    discarded += size;
  }
}

std::chrono::milliseconds Session::timeout_of(Phase phase) const {
  const auto& settings = loop_->context().settings;
  switch (phase) {
    case Phase::handshake:
    case Phase::head:
      return settings.header_timeout;
    case Phase::idle:
      return settings.idle_timeout;
    case Phase::body:
      return settings.body_timeout;
    case Phase::writing:
      return settings.write_timeout;
    case Phase::lingering:
      return std::min(linger_timeout, settings.write_timeout);
    case Phase::handling:
      break;
  }
  return std::chrono::hours{24 * 365};
}

void Session::enter(Phase phase) {
  phase_ = phase;
  deadline_ = loop_->now() + timeout_of(phase);
}

void Session::check_deadline(Loop::Time now) {
  if (now < deadline_) return;
  if (phase_ == Phase::head) {
    timed_out("The header did not arrive in time.");
  } else if (phase_ == Phase::body) {
    timed_out("The body did not arrive in time.");
  } else {
    cut_off();
  }
}

void Session::timed_out(const char* what) {
  timeout_detail_ = what;
  deadline_ = Loop::Time::max();
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Session::drain() {
  if (phase_ == Phase::idle || phase_ == Phase::handshake) cut_off();
}

void Session::cut_off() {
  cut_off_ = true;
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace dailygrind::http
