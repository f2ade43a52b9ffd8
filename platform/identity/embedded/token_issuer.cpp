#include "platform/identity/embedded/token_issuer.hpp"

#include <boost/json/serialize.hpp>

#include "platform/identity/embedded/refresh_token.hpp"

namespace dailygrind::identity {
namespace {

namespace json = boost::json;

std::int64_t seconds(Instant moment) {
  return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
}

json::object common_claims(const Account& account, const SignIn& sign_in,
                           const AccountSettings& settings, Instant now, Random& random) {
  json::object claims{{"sub", account.id.str()},
                      {"iss", settings.issuer},
                      {"origin_jti", sign_in.id},
                      {"event_id", uuid_v7(now, random)},
                      {"auth_time", seconds(sign_in.authenticated)},
                      {"iat", seconds(now)},
                      {"exp", seconds(now + settings.token_lifetime)},
                      {"jti", uuid_v7(now, random)}};
  if (!account.groups.empty()) {
    claims["cognito:groups"] = json::array(account.groups.begin(), account.groups.end());
  }
  return claims;
}

std::string access_claims(json::object claims, const Account& account, const std::string& client) {
  claims["token_use"] = "access";
  claims["client_id"] = client;
  claims["scope"] = "aws.cognito.signin.user.admin";
  claims["username"] = account.id.str();
  // Not Cognito's own, though its pools can be told to add it: profiles begin with this address.
  claims["email"] = account.email;
  return json::serialize(claims);
}

std::string id_claims(json::object claims, const Account& account, const std::string& client) {
  claims["token_use"] = "id";
  claims["aud"] = client;
  claims["email"] = account.email;
  claims["email_verified"] = account.email_verified;
  claims["cognito:username"] = account.id.str();
  // An attribute cannot pass itself off as a claim: its name is one of those that may be set.
  for (const auto& [name, value] : account.attributes) claims[name] = value;
  return json::serialize(claims);
}

}  // namespace

Task<Tokens> TokenIssuer::issue(Account account, SignIn sign_in) {
  const auto now = clock_.now();
  const auto& client = settings_.client_id;
  std::vector<std::string> claims;
  claims.push_back(
      access_claims(common_claims(account, sign_in, settings_, now, random_), account, client));
  claims.push_back(
      id_claims(common_claims(account, sign_in, settings_, now, random_), account, client));
  auto signed_tokens = co_await keys_.sign(std::move(claims));
  const RefreshToken refresh{.user = account.id,
                             .sign_in = sign_in.id,
                             .generation = sign_in.generation,
                             .expires = sign_in.expires};
  co_return Tokens{.access = std::move(signed_tokens.at(0)),
                   .id = std::move(signed_tokens.at(1)),
                   .refresh = refresh.encode(settings_.secret),
                   .expires_in = settings_.token_lifetime.count()};
}

}  // namespace dailygrind::identity
