#include "platform/identity/key_ring.hpp"

#include <mutex>
#include <system_error>
#include <thread>

#include "platform/core/gate.hpp"
#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/worker.hpp"
#include "platform/identity/key_files.hpp"

namespace dailygrind::identity {

namespace fs = std::filesystem;

struct KeyRing::State {
  /// What was read from the folder at one moment.
  struct Keys {
    std::vector<StoredKey> stored;
    std::string jwks;
    std::shared_ptr<const KeySet> set;
  };

  State(fs::path the_folder, const Clock& the_clock, milliseconds the_keep)
      : folder(std::move(the_folder)), clock(the_clock), keep(the_keep) {
    load();
    if (keys) {
      made->open();
    } else {
      first = std::thread{[this] { make_first(); }};
    }
  }
  ~State() {
    if (first.joinable()) first.join();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void make_first() {
    try {
      add_key(folder, clock.now(), keep, true);
      load();
    } catch (const std::exception& error) {
      log::error("no signing key could be made", {{"cause", error.what()}});
    }
    made->open();
  }

  /// Reads the folder unless it is as it was at the last time.
  void load() {
    const std::lock_guard lock{mutex};
    std::error_code ignored;
    const auto changed = fs::last_write_time(folder, ignored);
    if (keys && changed == seen) return;
    auto stored = load_keys(folder);
    if (stored.empty()) return;
    auto jwks = jwks_of(stored);
    auto set = std::make_shared<const KeySet>(KeySet::parse(jwks).value());
    keys = std::make_shared<const Keys>(Keys{std::move(stored), std::move(jwks), std::move(set)});
    seen = changed;
  }

  Task<std::shared_ptr<const Keys>> current() {
    co_await Gate::wait(made);
    load();
    const std::lock_guard lock{mutex};
    if (!keys) throw Problem::unavailable("there is no signing key");
    co_return keys;
  }

  fs::path folder;
  const Clock& clock;
  milliseconds keep;
  std::shared_ptr<Gate> made = std::make_shared<Gate>();
  std::mutex mutex;
  std::shared_ptr<const Keys> keys;
  fs::file_time_type seen{};
  Worker worker;
  std::thread first;
};

KeyRing::KeyRing(fs::path folder, const Clock& clock, milliseconds keep)
    : state_(std::make_unique<State>(std::move(folder), clock, keep)) {}

KeyRing::~KeyRing() = default;

bool KeyRing::ready() const { return state_->made->is_open(); }

Task<std::string> KeyRing::jwks() { co_return (co_await state_->current())->jwks; }

Task<std::shared_ptr<const KeySet>> KeyRing::public_keys() {
  co_return (co_await state_->current())->set;
}

Task<std::vector<std::string>> KeyRing::sign(std::vector<std::string> claims) {
  auto keys = co_await state_->current();
  co_return co_await state_->worker.run([keys = std::move(keys), claims = std::move(claims)] {
    std::vector<std::string> tokens;
    for (const auto& each : claims) tokens.push_back(keys->stored.back().key.sign(each));
    return tokens;
  });
}

Task<void> KeyRing::rotate() {
  co_await Gate::wait(state_->made);
  co_await state_->worker.run(
      [state = state_.get()] { add_key(state->folder, state->clock.now(), state->keep, false); });
  state_->load();
}

KeySource KeyRing::source() {
  return [this]() -> Task<std::string> { return jwks(); };
}

}  // namespace dailygrind::identity
