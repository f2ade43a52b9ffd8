#include "platform/identity/key_cache.hpp"

#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::identity {
namespace {

/// Whether `now` lies within `span` after `moment`; a clock that was set back ends every span.
bool within(Instant now, Instant moment, milliseconds span) {
  return now >= moment && now < moment + span;
}

}  // namespace

/// Marks the fetch as over however it ends, so that a waiter never waits for a task that is gone.
class KeyCache::Fetching {
 public:
  explicit Fetching(KeyCache& cache) : cache_(cache) {}
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;
  ~Fetching() {
    std::shared_ptr<Gate> gate;
    {
      const std::lock_guard lock{cache_.mutex_};
      gate.swap(cache_.fetching_);
    }
    gate->open();
  }

 private:
  KeyCache& cache_;
};

KeyCache::KeyCache(KeySource source, const Clock& clock)
    : source_(std::move(source)), clock_(clock) {}

bool KeyCache::due(Instant now) const {
  return !within(now, Instant{milliseconds{fetched_at_.load()}}, refresh_after);
}

Task<KeyCache::Keys> KeyCache::current() {
  if (due(clock_.now())) co_await fetch();
  const std::lock_guard lock{mutex_};
  const Instant fetched{milliseconds{fetched_at_.load()}};
  if (!keys_ || !within(clock_.now(), fetched, trusted_for)) {
    throw Problem::unavailable("the issuer's keys cannot be had");
  }
  co_return Keys{keys_, generation_.load()};
}

Task<KeyCache::Keys> KeyCache::newest() {
  co_await fetch();
  co_return co_await current();
}

Task<void> KeyCache::fetch() {
  std::shared_ptr<Gate> running;
  const auto now = clock_.now();
  {
    const std::lock_guard lock{mutex_};
    running = fetching_;
    if (!running) {
      const milliseconds pause = keys_ ? retry_after : retry_first_after;
      if (within(now, attempted_at_, pause)) co_return;
      attempted_at_ = now;
      fetching_ = std::make_shared<Gate>();
    }
  }
  if (running) co_return co_await Gate::wait(std::move(running));
  const Fetching mark{*this};
  try {
    adopt(co_await source_(), now);
  } catch (const std::exception& failure) {
    log::warning("the issuer's keys could not be fetched", {{"cause", failure.what()}});
  }
}

void KeyCache::adopt(const std::string& document, Instant asked_at) {
  const std::lock_guard lock{mutex_};
  if (!keys_ || document != document_) {
    auto keys = KeySet::parse(document);
    if (!keys) throw Problem::unavailable("the issuer's key document is malformed");
    keys_ = std::make_shared<const KeySet>(std::move(*keys));
    document_ = document;
    ++generation_;
  }
  // Not the moment of the answer: were the clock set back to between the two, the keys would be of
  // the future, and another fetch would be too soon after this one.
  fetched_at_ = asked_at.time_since_epoch().count();
}

}  // namespace dailygrind::identity
