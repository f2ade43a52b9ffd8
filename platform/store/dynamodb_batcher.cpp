#include "platform/store/dynamodb_batcher.hpp"

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
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
  explicit Batch(asio::any_io_executor the_executor) : executor(std::move(the_executor)) {}

  const asio::any_io_executor executor;
  std::vector<Key> keys;
  std::unordered_map<std::string, ItemPtr> items;  ///< of every key, null at first
  std::exception_ptr failure;
  const std::shared_ptr<Gate> done = std::make_shared<Gate>();
};

/// Shared with the fetches, which may end, or go with their loop, after the batcher. Loops share no
/// batch: one that has stopped, but is still there, would keep the callers of another waiting.
struct Batcher::State {
  explicit State(Fetch the_fetch) : fetch(std::move(the_fetch)) {}

  /// That of a loop which takes more keys, where there is one.
  [[nodiscard]] std::shared_ptr<Batch> open_on(const asio::any_io_executor& executor) const {
    const auto at = std::ranges::find(
        open, executor, [](const auto& each) -> const auto& { return each->executor; });
    return at == open.end() ? nullptr : *at;
  }

  const Fetch fetch;
  std::mutex mutex;
  std::vector<std::shared_ptr<Batch>> open;  ///< at most one of each loop
};

/// Where a caller finds its items.
struct Batcher::Places {
  std::vector<const ItemPtr*> items;              ///< of each key
  std::vector<std::shared_ptr<Batch>> batches;    ///< that these are in
  std::vector<std::unique_ptr<Fetching>> begins;  ///< of those that are new

  void find(const std::shared_ptr<State>& state, const asio::any_io_executor& executor,
            std::vector<Key> keys);
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
    std::erase(state_->open, batch_);
  }
  [[nodiscard]] const Fetch& fetch() const { return state_->fetch; }
  [[nodiscard]] Batch& batch() const { return *batch_; }

 private:
  std::shared_ptr<State> state_;
  std::shared_ptr<Batch> batch_;
};

void Batcher::Places::find(const std::shared_ptr<State>& state,
                           const asio::any_io_executor& executor, std::vector<Key> keys) {
  items.reserve(keys.size());
  const std::lock_guard lock{state->mutex};
  auto open = state->open_on(executor);
  for (Key& key : keys) {
    auto text = text_of(key);
    if (!open || (open->keys.size() == most_keys && !open->items.contains(text))) {
      std::erase(state->open, open);
      open = state->open.emplace_back(std::make_shared<Batch>(executor));
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
  Places places;
  places.find(state_, executor, std::move(keys));
  // By itself, so that a caller who is cancelled does not take it from the others.
  for (auto& begin : places.begins) {
    asio::co_spawn(executor, fetch(std::move(begin)), asio::detached);
  }
  for (const auto& batch : places.batches) {
    co_await Gate::wait(batch->done);
    if (batch->failure) std::rethrow_exception(batch->failure);
    // The caller was cancelled.
    if (!batch->done->is_open()) throw boost::system::system_error{asio::error::operation_aborted};
  }
  std::vector<ItemPtr> items;
  items.reserve(places.items.size());
  for (const ItemPtr* item : places.items) items.push_back(*item);
  co_return items;
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
  } catch (...) {
    batch.failure = std::current_exception();
  }
}

}  // namespace dailygrind::store::dynamodb
