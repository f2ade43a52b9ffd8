#include "platform/bus/bell.hpp"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <mutex>
#include <vector>

namespace dailygrind::bus {

namespace asio = boost::asio;

struct Bell::Ear {
  explicit Ear(const asio::any_io_executor& executor) : timer(executor) {}

  asio::steady_timer timer;
  std::atomic<bool> rung{false};
};

struct Bell::Ears {
  std::mutex mutex;
  std::vector<std::shared_ptr<Ear>> list;
};

Bell::Bell() : ears_(std::make_shared<Ears>()) {}

void Bell::ring() {
  // The lock is held while posting: a listener leaves before its event loop ends.
  const std::lock_guard lock{ears_->mutex};
  for (const auto& ear : ears_->list) {
    if (ear->rung.exchange(true)) continue;
    asio::post(ear->timer.get_executor(), [ear] { ear->timer.cancel(); });
  }
}

Bell::Listener::Listener(const Bell& bell, const asio::any_io_executor& executor)
    : ears_(bell.ears_), ear_(std::make_shared<Ear>(executor)) {
  const std::lock_guard lock{ears_->mutex};
  ears_->list.push_back(ear_);
}

Bell::Listener::~Listener() {
  const std::lock_guard lock{ears_->mutex};
  std::erase(ears_->list, ear_);
}

Task<> Bell::Listener::wait(milliseconds longest) {
  if (ear_->rung.exchange(false)) co_return;
  ear_->timer.expires_after(longest);
  co_await ear_->timer.async_wait(asio::as_tuple(asio::use_awaitable));
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) {
    throw boost::system::system_error{asio::error::operation_aborted};
  }
  ear_->rung = false;
}

}  // namespace dailygrind::bus
