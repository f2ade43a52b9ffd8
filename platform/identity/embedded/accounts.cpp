#include "platform/identity/embedded/accounts.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include "platform/core/log.hpp"
#include "platform/identity/embedded/admission.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

namespace asio = boost::asio;

Task<void> send_and_log(Mailer& mailer, Mail mail) {
  try {
    co_await mailer.send(std::move(mail));
  } catch (const std::exception& error) {
    log::error("a mail could not be sent", {{"cause", error.what()}});
  }
}

}  // namespace

std::vector<std::string> account_tables() {
  return {"accounts", "codes", "invitations", "sign_ins", "throttle"};
}

Accounts::Accounts(AccountSettings the_settings, store::Store& store, KeyRing& the_keys,
                   std::unique_ptr<Mailer> the_mailer, const Clock& the_clock, Random& the_random)
    : settings(std::move(the_settings)),
      clock(the_clock),
      random(the_random),
      keys(the_keys),
      mailer(std::move(the_mailer)),
      records(store, clock),
      sign_ins(store, clock, random),
      codes(store, clock, random, settings.secret),
      throttle(store, clock),
      invitations(store, clock, random),
      hasher(settings.waiting_passwords),
      issuer(settings, keys, clock, random) {}

Task<void> Accounts::send_later(std::string to, std::string subject, std::string text) {
  if (!mailer) co_return;
  Mail mail{.to = std::move(to),
            .subject = settings.instance_name + ": " + subject,
            .text = std::move(text)};
  asio::co_spawn(co_await asio::this_coro::executor, send_and_log(*mailer, std::move(mail)),
                 asio::detached);
}

Task<Claims> Accounts::read_access_token(std::string access_token) {
  const auto public_keys = co_await keys.public_keys();
  const TokenRules rules{.issuer = settings.issuer, .clients = {settings.client_id}};
  auto claims = prove(access_token, *public_keys, rules, clock.now());
  if (!claims) {
    throw Refusal::not_authorized(claims.error() == Flaw::expired ? "Access Token has expired"
                                                                  : "Invalid Access Token");
  }
  if (claims->token_use != "access") throw Refusal::not_authorized("Invalid Access Token");
  co_return std::move(*claims);
}

Task<Accounts::Access> Accounts::authorize(std::string access_token) {
  const auto claims = co_await read_access_token(std::move(access_token));
  const UserId user{claims.subject};
  auto account = co_await records.find(user);
  if (account && !account->enabled) throw Refusal::user_disabled();
  if (!account || !co_await sign_ins.find(user, claims.origin_jti)) {
    throw Refusal::not_authorized("Access Token has been revoked");
  }
  co_return Access{.account = std::move(*account), .sign_in = claims.origin_jti};
}

void Accounts::check_domain(const std::string& email) const {
  const auto refusal = domain_refusal({settings.sign_up, settings.domains}, email);
  if (!refusal.empty()) throw Refusal::sign_up_refused(refusal);
}

}  // namespace dailygrind::identity
