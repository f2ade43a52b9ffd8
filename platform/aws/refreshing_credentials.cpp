#include "platform/aws/refreshing_credentials.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

#include "platform/core/gate.hpp"
#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::aws {

namespace asio = boost::asio;

namespace {

/// Whether `now` lies within `span` after `moment`; a clock that was set back ends every span.
bool within(Instant now, Instant moment, milliseconds span) {
  return now >= moment && now < moment + span;
}

bool same(const Credentials& one, const Credentials& other) {
  return one.access_key_id == other.access_key_id && one.session_token == other.session_token;
}

bool expires_within(const Credentials& credentials, Instant now, milliseconds span) {
  return credentials.expires && now >= *credentials.expires - span;
}

}  // namespace

struct RefreshingCredentials::State {
  State(Fetch the_fetch, const Clock& the_clock) : fetch(std::move(the_fetch)), system(the_clock) {}

  // These are called under the mutex.

  [[nodiscard]] bool due(Instant now) const {
    if (within(now, attempted_at, pause)) return false;
    return !current || expires_within(current->credentials, now, early);
  }
  [[nodiscard]] bool usable(Instant now) const {
    return current && (current->outlast_expiry || !expires_within(current->credentials, now, {}));
  }
  /// Whether a caller must wait for a fetch that is under way.
  [[nodiscard]] bool must_wait(Instant now) const {
    return !usable(now) ||
           (!current->outlast_expiry && expires_within(current->credentials, now, mandatory));
  }
  [[nodiscard]] milliseconds pause_at(Instant now) const {
    if (!usable(now)) return retry_first_after;
    if (expires_within(current->credentials, now, {})) return retry_expired_after;
    return retry_after;
  }
  [[nodiscard]] Credentials answer(Instant now) const {
    if (!usable(now)) throw Problem::unavailable(failure);
    return current->credentials;
  }

  // These take it.

  void adopt(Fetched fetched) {
    const std::lock_guard lock{mutex};
    const auto now = system.now();
    const bool expired = expires_within(fetched.credentials, now, {});
    if (expired && !fetched.outlast_expiry) {
      throw std::runtime_error{"the AWS credentials that were given have expired already"};
    }
    if (expired) {
      log::warning("AWS gave credentials that have expired; they are used until it renews them");
    }
    current = std::move(fetched);
    attempted_at = now;
    pause = pause_at(now);
  }
  void fail(const char* cause) {
    const std::lock_guard lock{mutex};
    const auto now = system.now();
    failure = cause;
    attempted_at = now;
    pause = pause_at(now);
    if (usable(now)) {
      log::warning("AWS credentials could not be renewed; those at hand are used",
                   {{"cause", failure}});
    }
  }

  const Fetch fetch;
  const Clock& system;
  std::mutex mutex;
  std::optional<Fetched> current;
  std::optional<Credentials> refused;  ///< those that were forgotten last
  std::string failure;                 ///< of the last fetch, where it failed
  std::shared_ptr<Gate> fetching;      ///< set during a fetch
  Instant attempted_at{};
  milliseconds pause{0};  ///< after attempted_at, without fetches
};

/// Marks the fetch as over however it ends, so that a waiter never waits for a task that is gone.
/// Owns the state: the fetch may end, or go with its loop, after the source.
class RefreshingCredentials::Fetching {
 public:
  /// Under the mutex.
  explicit Fetching(std::shared_ptr<State> state) : state_(std::move(state)) {
    state_->fetching = std::make_shared<Gate>();
  }
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;
  ~Fetching() {
    std::shared_ptr<Gate> gate;
    {
      const std::lock_guard lock{state_->mutex};
      gate.swap(state_->fetching);
    }
    gate->open();
  }

  [[nodiscard]] State& state() const { return *state_; }

 private:
  std::shared_ptr<State> state_;
};

RefreshingCredentials::RefreshingCredentials(Fetch fetch, const Clock& system)
    : state_(std::make_shared<State>(std::move(fetch), system)) {}

RefreshingCredentials::~RefreshingCredentials() = default;

Task<Credentials> RefreshingCredentials::get() {
  const auto executor = co_await asio::this_coro::executor;
  // Again after a wait, since the loop that fetched may have ended.
  while (true) {
    std::shared_ptr<Gate> running;
    std::unique_ptr<Fetching> begun;
    {
      const std::lock_guard lock{state_->mutex};
      const auto now = state_->system.now();
      if (!state_->due(now)) co_return state_->answer(now);
      if (!state_->fetching) begun = std::make_unique<Fetching>(state_);
      running = state_->fetching;
    }
    // By itself, so that a caller who is cancelled does not take it from the others.
    if (begun) asio::co_spawn(executor, fetch(std::move(begun)), asio::detached);
    {
      const std::lock_guard lock{state_->mutex};
      const auto now = state_->system.now();
      if (!state_->must_wait(now)) co_return state_->answer(now);
    }
    co_await Gate::wait(std::move(running));
  }
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the coroutine keeps it
Task<void> RefreshingCredentials::fetch(std::unique_ptr<Fetching> mark) {
  auto& state = mark->state();
  try {
    state.adopt(co_await state.fetch());
  } catch (const std::exception& error) {
    state.fail(error.what());
  }
}

void RefreshingCredentials::forget(const Credentials& refused) {
  const std::lock_guard lock{state_->mutex};
  // Another caller's refusal may have led to newer ones already.
  if (!state_->current || !same(state_->current->credentials, refused)) return;
  // What was refused before, and is all that was given since, is not asked for all the time.
  const bool again = state_->refused && same(*state_->refused, refused);
  if (again && within(state_->system.now(), state_->attempted_at, retry_first_after)) return;
  state_->refused = refused;
  state_->current.reset();
  state_->pause = {};
}

}  // namespace dailygrind::aws
