#include "platform/http/server.hpp"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <stdexcept>

#include "platform/core/log.hpp"
#include "platform/core/random.hpp"
#include "platform/http/bind.hpp"
#include "platform/http/loop.hpp"

namespace dailygrind::http {

namespace asio = boost::asio;

namespace {

std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  SystemRandom{}.fill(std::as_writable_bytes(std::span{&seed, 1}));
  return seed;
}

}  // namespace

class Server::State {
 public:
  State(ServerSettings settings, std::vector<asio::io_context*> loops, const Router& router,
        ErrorResponder on_error, metrics::Registry& metrics)
      : ios_(std::move(loops)) {
    if (ios_.empty()) throw std::logic_error{"a server needs an event loop"};
    context_ =
        std::make_shared<ServerContext>(std::move(settings), router, std::move(on_error), metrics);
    const auto& chosen = context_->settings;
    auto acceptors = bind_all(chosen.address, chosen.port, ios_);
    port_ = acceptors.front().local_endpoint().port();
    const auto limit = std::max<std::size_t>(1, chosen.connection_limit / ios_.size());
    const auto seed = chosen.id_seed == 0 ? random_seed() : chosen.id_seed;
    for (std::size_t at = 0; at < ios_.size(); ++at) {
      loops_.push_back(std::make_shared<Loop>(*ios_[at], context_, std::move(acceptors[at]), limit,
                                              seed + (at << 48)));
    }
  }

  void start() {
    for (std::size_t at = 0; at < ios_.size(); ++at) {
      asio::post(*ios_[at], [loop = loops_[at]] { loop->start(); });
    }
  }

  void drain(const std::shared_ptr<State>& self, std::function<void()> done) {
    if (draining_.exchange(true)) return;
    done_ = std::move(done);
    open_loops_ = loops_.size();
    // Weak: the loops belong to this state.
    const auto drained = [weak = std::weak_ptr{self}] {
      if (const auto state = weak.lock()) state->loop_drained();
    };
    for (std::size_t at = 0; at < ios_.size(); ++at) {
      asio::post(*ios_[at], [loop = loops_[at], drained] { loop->drain(drained); });
    }
  }

  void reload_certificates() {
    try {
      context_->certificates.reload();
    } catch (const std::exception& failure) {
      log::error("the certificate stays as it was", {{"cause", std::string_view{failure.what()}}});
    }
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }

  [[nodiscard]] std::size_t connections() const {
    std::size_t open = 0;
    for (const auto& loop : loops_) open += loop->connections();
    return open;
  }

 private:
  void loop_drained() {
    if (--open_loops_ != 0) return;
    asio::post(*ios_.front(), [done = std::move(done_)] {
      if (done) done();
    });
  }

  std::vector<asio::io_context*> ios_;
  std::shared_ptr<ServerContext> context_;
  std::vector<std::shared_ptr<Loop>> loops_;
  std::uint16_t port_ = 0;
  std::atomic<bool> draining_ = false;
  std::atomic<std::size_t> open_loops_ = 0;
  std::function<void()> done_;
};

Server::Server(ServerSettings settings, std::vector<asio::io_context*> loops, const Router& router,
               ErrorResponder on_error, metrics::Registry& metrics)
    : state_(std::make_shared<State>(std::move(settings), std::move(loops), router,
                                     std::move(on_error), metrics)) {}

Server::~Server() = default;

void Server::start() { state_->start(); }
void Server::drain(std::function<void()> done) { state_->drain(state_, std::move(done)); }
void Server::reload_certificates() { state_->reload_certificates(); }
std::uint16_t Server::port() const { return state_->port(); }
std::size_t Server::connections() const { return state_->connections(); }

}  // namespace dailygrind::http
