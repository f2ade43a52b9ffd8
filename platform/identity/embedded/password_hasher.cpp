#include "platform/identity/embedded/password_hasher.hpp"

#include <sodium.h>

#include <new>
#include <stdexcept>
#include <utility>

#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory = std::size_t{19456} * 1024;

/// A hash of the same cost that belongs to no password.
constexpr const char* nobodys_hash =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBmaXhlZCBzYWx0IQ$"
    "3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8";

void wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }

std::string hash_now(std::string& password) {
  char text[crypto_pwhash_STRBYTES];
  const bool made = crypto_pwhash_str_alg(text, password.data(), password.size(), passes, memory,
                                          crypto_pwhash_ALG_ARGON2ID13) == 0;
  wipe(password);
  if (!made) throw std::bad_alloc{};
  return text;
}

bool verify_now(const std::string& hash, std::string& password) {
  const auto* text = hash.empty() ? nobodys_hash : hash.c_str();
  const bool good = crypto_pwhash_str_verify(text, password.data(), password.size()) == 0;
  wipe(password);
  return good && !hash.empty();
}

}  // namespace

Task<std::string> PasswordHasher::hash(std::string password) {
  if (worker_.pending() >= limit_) throw Refusal::too_many_requests();
  co_return co_await worker_.run(
      [password = std::move(password)]() mutable { return hash_now(password); });
}

Task<bool> PasswordHasher::verify(std::string hash, std::string password) {
  if (worker_.pending() >= limit_) throw Refusal::too_many_requests();
  co_return co_await worker_.run(
      [hash = std::move(hash), password = std::move(password)]() mutable {
        return verify_now(hash, password);
      });
}

PasswordHasher::Turn::Turn(PasswordHasher& hasher, std::shared_ptr<Gate> done)
    : hasher_(&hasher), done_(std::move(done)) {
  ++hasher_->turns_;
}

PasswordHasher::Turn::~Turn() {
  if (!done_) return;
  --hasher_->turns_;
  done_->open();
}

Task<PasswordHasher::Turn> PasswordHasher::take_turn() {
  if (turns_ >= limit_) throw Refusal::too_many_requests();
  Turn turn{*this, std::make_shared<Gate>()};
  std::shared_ptr<Gate> before;
  {
    const std::lock_guard lock{mutex_};
    before = std::exchange(last_, turn.done_);
  }
  if (before) co_await Gate::wait(std::move(before));
  co_return turn;
}

}  // namespace dailygrind::identity
