#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>
#include <vector>

#include "platform/store/store.hpp"

namespace dailygrind::testing {

/// A store that lets other coroutines of the loop run before each of its calls, so that races
/// happen on one thread. The wrapped store must outlive it.
class YieldingStore final : public store::Store {
 public:
  explicit YieldingStore(store::Store& inner) : inner_(inner) {}

  Task<store::ItemPtr> get(store::Key key) override {
    co_await yield();
    co_return co_await inner_.get(std::move(key));
  }
  Task<std::vector<store::ItemPtr>> batch_get(std::vector<store::Key> keys) override {
    co_await yield();
    co_return co_await inner_.batch_get(std::move(keys));
  }
  Task<store::Page> query(store::Query query) override {
    co_await yield();
    co_return co_await inner_.query(std::move(query));
  }
  Task<store::WriteResult> write(std::vector<store::Write> writes) override {
    co_await yield();
    co_return co_await inner_.write(std::move(writes));
  }
  [[nodiscard]] store::Statistics statistics() const override { return inner_.statistics(); }

 private:
  static Task<> yield() { co_await boost::asio::post(boost::asio::use_awaitable); }

  store::Store& inner_;
};

}  // namespace dailygrind::testing
