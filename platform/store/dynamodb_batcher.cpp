#include "platform/store/dynamodb_batcher.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "platform/core/gate.hpp"

namespace dailygrind::store::dynamodb {

namespace asio = boost::asio;

namespace {

/// Unambiguous, since no key has a NUL.
std::string text_of(const Key& key) {
  std::string text;
  text.reserve(key.table.size() + key.partition.size() + key.sort.size() + 2);
  text.append(key.table).append(1, '\0').append(key.partition).append(1, '\0').append(key.sort);
  return text;
}

}  // namespace

/// Written by those who join until it is closed, then by its fetch, then by nobody: `done` opens.
struct Batcher::Batch {
  std::vector<Key> keys;
  std::unordered_map<std::string, ItemPtr> items;  ///< of every key, null at first
  std::exception_ptr failure;
  bool fetched = false;
  const std::shared_ptr<Gate> done = std::make_shared<Gate>();
};

/// Shared with the fetches, which may end, or go with their loop, after the batcher.
struct Batcher::State {
  explicit State(Fetch the_fetch) : fetch(std::move(the_fetch)) {}

  const Fetch fetch;
  std::mutex mutex;
  std::shared_ptr<Batch> open;  ///< takes more keys
};

/// Where a caller finds its items.
struct Batcher::Places {
  std::vector<const ItemPtr*> items;              ///< of each key
  std::vector<std::shared_ptr<Batch>> batches;    ///< that these are in
  std::vector<std::unique_ptr<Fetching>> begins;  ///< of those that are new

  void find(const std::shared_ptr<State>& state, std::vector<Key> keys);
};

/// Ends its batch however the fetch ends, so that nobody waits for a task that is gone.
class Batcher::Fetching {
 public:
  Fetching(std::shared_ptr<State> state, std::shared_ptr<Batch> batch)
      : state_(std::move(state)), batch_(std::move(batch)) {}
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;
  ~Fetching() {
    close();
    batch_->done->open();
  }

  /// Nobody joins from now on.
  void close() {
    const std::lock_guard lock{state_->mutex};
    if (state_->open == batch_) state_->open.reset();
  }
  [[nodiscard]] const Fetch& fetch() const { return state_->fetch; }
  [[nodiscard]] Batch& batch() const { return *batch_; }

 private:
  std::shared_ptr<State> state_;
  std::shared_ptr<Batch> batch_;
};

void Batcher::Places::find(const std::shared_ptr<State>& state, std::vector<Key> keys) {
  items.reserve(keys.size());
  const std::lock_guard lock{state->mutex};
  for (Key& key : keys) {
    auto text = text_of(key);
    auto& open = state->open;
    if (!open || (open->keys.size() == most_keys && !open->items.contains(text))) {
      open = std::make_shared<Batch>();
      open->keys.reserve(std::min(keys.size() + 1, most_keys));
      begins.push_back(std::make_unique<Fetching>(state, open));
    }
    const auto [place, is_new] = open->items.try_emplace(std::move(text));
    if (is_new) open->keys.push_back(std::move(key));
    if (batches.empty() || batches.back() != open) batches.push_back(open);
    items.push_back(&place->second);
  }
}

Batcher::Batcher(Fetch fetch) : state_(std::make_shared<State>(std::move(fetch))) {}

Batcher::~Batcher() = default;

Task<std::vector<ItemPtr>> Batcher::get(std::vector<Key> keys) {
  const auto executor = co_await asio::this_coro::executor;
  while (true) {
    Places places;
    places.find(state_, keys);
    // By itself, so that a caller who is cancelled does not take it from the others.
    for (auto& begin : places.begins) {
      asio::co_spawn(executor, fetch(std::move(begin)), asio::detached);
    }
    // False where the loop of another caller ended with the fetch.
    bool fetched = true;
    for (const auto& batch : places.batches) {
      co_await Gate::wait(batch->done);
      if (batch->failure) std::rethrow_exception(batch->failure);
      fetched = fetched && batch->fetched;
    }
    if (!fetched) continue;
    std::vector<ItemPtr> items;
    items.reserve(keys.size());
    for (const ItemPtr* item : places.items) items.push_back(*item);
    co_return items;
  }
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the coroutine keeps it
Task<void> Batcher::fetch(std::unique_ptr<Fetching> fetching) {
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  fetching->close();
  Batch& batch = fetching->batch();
  try {
    for (ItemPtr& item : co_await fetching->fetch()(std::move(batch.keys))) {
      batch.items[text_of(item->key)] = std::move(item);
    }
    batch.fetched = true;
  } catch (...) {
    batch.failure = std::current_exception();
  }
}

}  // namespace dailygrind::store::dynamodb
