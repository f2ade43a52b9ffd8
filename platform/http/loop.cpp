#include "platform/http/loop.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>

#include "platform/core/log.hpp"
#include "platform/http/session.hpp"

namespace dailygrind::http {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds shortest_interval{5};
constexpr milliseconds longest_interval{250};
/// How long accepting rests when it fails, as it does where descriptors run out.
constexpr milliseconds exhausted_pause{100};

milliseconds interval_for(const ServerSettings& settings) {
  const auto shortest =
      std::min({settings.header_timeout, settings.body_timeout, settings.write_timeout,
                settings.idle_timeout, settings.drain_timeout});
  return std::clamp(shortest / 8, shortest_interval, longest_interval);
}

}  // namespace

Loop::Loop(asio::io_context& io, std::shared_ptr<const ServerContext> context, Acceptor acceptor,
           std::size_t connection_limit, std::uint64_t id_seed)
    : io_(io),
      context_(std::move(context)),
      acceptor_(std::move(acceptor)),
      ticker_(io),
      room_(io),
      interval_(interval_for(context_->settings)),
      connection_limit_(connection_limit),
      now_(std::chrono::steady_clock::now()),
      observer_(context_->metrics, context_->router, context_->settings.access_log),
      writer_(context_->cors),
      ids_(id_seed) {}

void Loop::start() {
  const auto self = shared_from_this();
  asio::co_spawn(io_, [self] { return self->accept(); }, asio::detached);
}

Task<void> Loop::accept() {
  const auto self = shared_from_this();
  while (acceptor_.is_open()) {
    if (sessions_.size() >= connection_limit_) {
      co_await wait_for_room();
      continue;
    }
    auto [error, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::deferred));
    if (!error) {
      admit(std::move(socket));
    } else if (error != asio::error::connection_aborted && acceptor_.is_open()) {
      log::warning("accepting pauses", {{"cause", std::string_view{error.message()}}});
      room_.expires_after(exhausted_pause);
      co_await room_.async_wait(asio::as_tuple(asio::deferred));
    }
  }
}

Task<void> Loop::wait_for_room() {
  room_.expires_at(asio::steady_timer::time_point::max());
  co_await room_.async_wait(asio::as_tuple(asio::deferred));
}

void Loop::admit(asio::ip::tcp::socket socket) {
  auto session = Session::open(*this, std::move(socket));
  if (!session) return;
  add(*session);
  asio::co_spawn(io_, [session] { return session->run(); }, asio::detached);
}

void Loop::add(Session& session) {
  session.place = sessions_.size();
  sessions_.push_back(&session);
  observer_.connection_opened();
  arm();
}

void Loop::remove(Session& session) {
  const auto place = session.place;
  observer_.connection_closed();
  std::swap(sessions_[place], sessions_.back());
  sessions_[place]->place = place;
  sessions_.pop_back();
  room_.cancel();
  if (draining() && sessions_.empty()) finish_drain();
}

void Loop::arm() {
  if (ticking_) return;
  ticking_ = true;
  now_ = std::chrono::steady_clock::now();
  ticker_.expires_after(interval_);
  ticker_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    self->ticking_ = false;
    if (!error) self->tick();
  });
}

void Loop::tick() {
  now_ = std::chrono::steady_clock::now();
  for (auto* session : sessions_) session->check_deadline(now_);
  if (draining() && now_ >= drain_deadline_) {
    log::warning("connections are cut off: they did not finish within the drain time-out",
                 {{"connections", static_cast<std::int64_t>(sessions_.size())}});
    for (auto* session : sessions_) session->cut_off();
    finish_drain();
  } else if (!sessions_.empty()) {
    arm();
  }
}

void Loop::drain(std::function<void()> drained) {
  if (draining()) return;
  drained_ = std::move(drained);
  drain_deadline_ = std::chrono::steady_clock::now() + context_->settings.drain_timeout;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  room_.cancel();
  for (auto* session : sessions_) session->drain();
  if (sessions_.empty()) finish_drain();
}

void Loop::finish_drain() {
  if (drain_reported_) return;
  drain_reported_ = true;
  ticker_.cancel();
  drained_();
}

}  // namespace dailygrind::http
