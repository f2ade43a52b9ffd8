#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/refresh_token.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

Refusal revoked() { return Refusal::not_authorized("Refresh Token has been revoked"); }

/// The sign-in as it is after `token` was used. Of several calls with one token the first moves the
/// sign-in on and the others, within the grace, find it moved: all get the same new token.
Task<SignIn> use(Accounts& accounts, const RefreshToken& token) {
  constexpr int tries = 2;  // somebody else can move on from this generation only once
  for (int i = 0; i < tries; ++i) {
    const auto found = co_await accounts.sign_ins.find(token.user, token.sign_in);
    if (!found) throw revoked();
    if (found->generation == token.generation) {
      if (auto moved = co_await accounts.sign_ins.refresh(*found)) co_return *moved;
      continue;
    }
    const auto grace_ends = found->refreshed + accounts.settings.rotation_grace;
    if (found->generation == token.generation + 1 && accounts.clock.now() < grace_ends) {
      co_return *found;
    }
    co_await accounts.sign_ins.end(token.user, token.sign_in);
    throw Refusal{"RefreshTokenReuseException",
                  "The refresh token was used before; the sign-in has ended."};
  }
  throw revoked();
}

}  // namespace

Task<Tokens> refresh(Accounts& accounts, std::string refresh_token) {
  const auto token = RefreshToken::decode(refresh_token, accounts.settings.secret);
  if (!token) throw Refusal::not_authorized("Invalid Refresh Token");
  if (accounts.clock.now() >= token->expires) {
    throw Refusal::not_authorized("Refresh Token has expired");
  }
  auto account = co_await accounts.records.find(token->user);
  if (!account) throw revoked();
  if (!account->enabled) throw Refusal::user_disabled();
  auto sign_in = co_await use(accounts, *token);
  co_return co_await accounts.issuer.issue(std::move(*account), std::move(sign_in));
}

Task<void> revoke_token(Accounts& accounts, std::string refresh_token) {
  const auto token = RefreshToken::decode(refresh_token, accounts.settings.secret);
  if (token) co_return co_await accounts.sign_ins.end(token->user, token->sign_in);
  if (refresh_token.starts_with("eyJ")) {
    throw Refusal{"UnsupportedTokenTypeException", "Only refresh tokens can be revoked."};
  }
  // A token that is none has nothing to end (RFC 7009 §2.2).
}

}  // namespace dailygrind::identity
