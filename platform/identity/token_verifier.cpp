#include "platform/identity/token_verifier.hpp"

#include <strings.h>

#include <algorithm>

#include "platform/core/problem.hpp"
#include "platform/identity/jwt.hpp"
#include "platform/identity/key_cache.hpp"
#include "platform/identity/token_cache.hpp"

namespace dailygrind::identity {
namespace {

/// The token of "Bearer <token>" (RFC 6750 §2.1), "" where the header is something else.
std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "Bearer ";
  if (authorization.size() <= scheme.size() ||
      strncasecmp(authorization.data(), scheme.data(), scheme.size()) != 0) {
    return {};
  }
  authorization.remove_prefix(scheme.size());
  authorization.remove_prefix(std::min(authorization.find_first_not_of(' '), authorization.size()));
  return authorization;
}

std::shared_ptr<const Caller> caller_of(Claims& claims) {
  return std::make_shared<const Caller>(
      Caller{.id = UserId{std::move(claims.subject)},
             .email = std::move(claims.email),
             .administrator = std::ranges::find(claims.groups, "admin") != claims.groups.end(),
             .issued_at = claims.issued_at});
}

}  // namespace

struct TokenVerifier::State {
  State(TokenRules the_rules, KeySource source, const Clock& the_clock)
      : rules(std::move(the_rules)), clock(the_clock), keys(std::move(source), the_clock) {}

  TokenRules rules;
  const Clock& clock;
  KeyCache keys;

  /// What one thread remembers for one verifier.
  struct Memory {
    std::weak_ptr<State> owner;
    const State* identity = nullptr;
    std::uint64_t generation = 0;
    TokenCache tokens;
  };
  static Memory& memory_of(const std::shared_ptr<State>& state);
};

TokenVerifier::State::Memory& TokenVerifier::State::memory_of(const std::shared_ptr<State>& state) {
  thread_local std::vector<std::unique_ptr<Memory>> memories;
  for (auto& memory : memories) {
    // The weak pointer keeps the address from being used again, so it identifies the verifier.
    if (memory->identity == state.get()) return *memory;
  }
  std::erase_if(memories, [](const auto& memory) { return memory->owner.expired(); });
  memories.push_back(std::make_unique<Memory>());
  memories.back()->owner = state;
  memories.back()->identity = state.get();
  return *memories.back();
}

TokenVerifier::TokenVerifier(TokenRules rules, KeySource keys, const Clock& clock)
    : state_(std::make_shared<State>(std::move(rules), std::move(keys), clock)) {}

TokenVerifier::~TokenVerifier() = default;

std::shared_ptr<const Caller> TokenVerifier::remembered(std::string_view authorization) {
  auto& memory = State::memory_of(state_);
  if (memory.generation != state_->keys.generation()) return nullptr;
  const auto now = state_->clock.now();
  if (state_->keys.due(now)) return nullptr;
  return memory.tokens.find(bearer_token(authorization), now);
}

Task<std::shared_ptr<const Caller>> TokenVerifier::verify(std::string_view authorization) {
  if (auto caller = remembered(authorization)) co_return caller;
  const auto token = bearer_token(authorization);
  if (token.empty()) throw Problem::unauthorized("A bearer token is needed.");
  auto& state = *state_;
  auto keys = co_await state.keys.current();
  auto claims = prove(token, *keys.set, state.rules, state.clock.now());
  if (!claims && claims.error() == Flaw::unknown_key) {
    keys = co_await state.keys.newest();
    claims = prove(token, *keys.set, state.rules, state.clock.now());
  }
  if (!claims) throw Problem::unauthorized(std::string{detail_of(claims.error())});
  auto& memory = State::memory_of(state_);
  if (memory.generation != keys.generation) memory.tokens.clear();
  memory.generation = keys.generation;
  const auto from = std::max(claims->not_before, claims->issued_at) - state.rules.leeway;
  const auto until = claims->expires + state.rules.leeway;
  auto caller = caller_of(*claims);
  memory.tokens.insert(token, from, until, caller);
  co_return caller;
}

}  // namespace dailygrind::identity
