#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/core/encoding.hpp"
#include "platform/identity/jwt.hpp"
#include "platform/identity/test_tokens.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;
using testing::access_claims;
using testing::id_claims;
using testing::jwks;
using testing::TestIssuer;

const Instant now{1'790'000'000'000ms};

const TestIssuer& key() {
  static const TestIssuer issuer{"the-key"};
  return issuer;
}
const TestIssuer& curve_key() {
  static const TestIssuer issuer{"the-curve", Algorithm::es256};
  return issuer;
}

std::optional<Flaw> flaw_of(std::string_view token) {
  static const auto keys = *KeySet::parse(jwks({key().jwk(), curve_key().jwk()}));
  static const TokenRules rules{.issuer = std::string{testing::issuer},
                                .clients = {std::string{testing::client}}};
  const auto claims = prove(token, keys, rules, now);
  if (claims) return std::nullopt;
  return claims.error();
}

std::string payload() { return boost::json::serialize(access_claims(now)); }

std::optional<Flaw> flaw_with_header(std::string_view header) {
  return flaw_of(key().sign(header, payload()));
}

std::optional<Flaw> flaw_with(std::string_view claim, const boost::json::value& value,
                              boost::json::object claims = access_claims(now)) {
  claims[claim] = value;
  return flaw_of(key().token(claims));
}

std::optional<Flaw> flaw_without(std::string_view claim,
                                 boost::json::object claims = access_claims(now)) {
  claims.erase(claim);
  return flaw_of(key().token(claims));
}

std::int64_t in(std::chrono::seconds span) { return now.time_since_epoch() / 1s + span.count(); }

TEST(BadTokens, theGoodOneIsGood) {
  EXPECT_EQ(flaw_of(key().token(access_claims(now))), std::nullopt);
  EXPECT_EQ(flaw_of(curve_key().token(id_claims(now))), std::nullopt);
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":"RS256","typ":"at+JWT"})"), std::nullopt);
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":"RS256","jku":"https://evil.example/"})"),
            std::nullopt)
      << "a foreign address is not followed, so it does no harm";
}

TEST(BadTokens, algorithmNone) {
  for (const auto* name : {"none", "None", "NONE", "nOnE", ""}) {
    const auto header = R"({"kid":"the-key","alg":")" + std::string{name} + R"("})";
    EXPECT_EQ(flaw_with_header(header), Flaw::algorithm) << name;
    const auto message = base64url_encode(header) + "." + base64url_encode(payload());
    EXPECT_EQ(flaw_of(message + "."), Flaw::algorithm) << name;
  }
}

TEST(BadTokens, thePublicKeyAsASharedSecret) {
  const auto pem = key().pem();
  const auto message =
      base64url_encode(R"({"kid":"the-key","alg":"HS256"})") + "." + base64url_encode(payload());
  unsigned char mac[32];
  unsigned size = sizeof mac;
  HMAC(EVP_sha256(), pem.data(), static_cast<int>(pem.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), mac, &size);
  const auto token =
      message + "." + base64url_encode(std::string_view{reinterpret_cast<char*>(mac), size});
  EXPECT_EQ(flaw_of(token), Flaw::algorithm);
}

TEST(BadTokens, otherAlgorithms) {
  for (const auto* name : {"RS384", "RS512", "PS256", "ES384", "EdDSA", "rs256", "RS256 "}) {
    EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":")" + std::string{name} + R"("})"),
              Flaw::algorithm)
        << name;
  }
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key"})"), Flaw::algorithm);
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":["RS256"]})"), Flaw::algorithm);
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":"ES256"})"), Flaw::unknown_key)
      << "a key serves its own algorithm only";
}

TEST(BadTokens, keyIds) {
  EXPECT_EQ(flaw_with_header(R"({"kid":"another","alg":"RS256"})"), Flaw::unknown_key);
  EXPECT_EQ(flaw_with_header(R"({"alg":"RS256"})"), Flaw::malformed);
  EXPECT_EQ(flaw_with_header(R"({"kid":7,"alg":"RS256"})"), Flaw::malformed);
  EXPECT_EQ(flaw_with_header(R"({"kid":"../the-key","alg":"RS256"})"), Flaw::unknown_key);
}

TEST(BadTokens, kindsOfJwtForOtherPurposes) {
  for (const auto* type : {"logout+jwt", "dpop+jwt", "secevent+jwt", "JWE", "", "JWT\\u0000x"}) {
    EXPECT_EQ(
        flaw_with_header(R"({"kid":"the-key","alg":"RS256","typ":")" + std::string{type} + R"("})"),
        Flaw::type)
        << type;
  }
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":"RS256","typ":1})"), Flaw::type);
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":"RS256","cty":"JWT"})"), Flaw::type);
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":"RS256","crit":["exp"]})"), Flaw::type);
}

TEST(BadTokens, issuerAndClient) {
  EXPECT_EQ(flaw_with("iss", "https://evil.example"), Flaw::claims);
  EXPECT_EQ(flaw_with("iss", boost::json::string{std::string{testing::issuer} + "/"}),
            Flaw::claims);
  EXPECT_EQ(flaw_without("iss"), Flaw::claims);
  EXPECT_EQ(flaw_with("client_id", "another"), Flaw::claims);
  EXPECT_EQ(flaw_without("client_id"), Flaw::claims);
  EXPECT_EQ(flaw_with("aud", "another", id_claims(now)), Flaw::claims);
  EXPECT_EQ(flaw_without("aud", id_claims(now)), Flaw::claims);
  EXPECT_EQ(flaw_with("aud", {"another", testing::client}, id_claims(now)), std::nullopt);
  EXPECT_EQ(flaw_with("aud", {1, testing::client}, id_claims(now)), Flaw::claims);
}

TEST(BadTokens, theAudienceIsNoClientAndTheOtherWayRound) {
  auto claims = access_claims(now);
  claims["aud"] = claims["client_id"];
  claims.erase("client_id");
  EXPECT_EQ(flaw_of(key().token(claims)), Flaw::claims);
  claims = id_claims(now);
  claims["client_id"] = claims["aud"];
  claims.erase("aud");
  EXPECT_EQ(flaw_of(key().token(claims)), Flaw::claims);
}

TEST(BadTokens, uses) {
  EXPECT_EQ(flaw_with("token_use", "refresh"), Flaw::claims);
  EXPECT_EQ(flaw_with("token_use", nullptr), Flaw::claims);
  EXPECT_EQ(flaw_without("token_use"), Flaw::claims);
  EXPECT_EQ(flaw_with("token_use", "id"), Flaw::claims) << "it has no aud";
}

TEST(BadTokens, dates) {
  EXPECT_EQ(flaw_with("exp", in(-29s)), std::nullopt) << "within the leeway";
  EXPECT_EQ(flaw_with("exp", in(-30s)), Flaw::expired);
  EXPECT_EQ(flaw_with("exp", 0), Flaw::expired);
  EXPECT_EQ(flaw_without("exp"), Flaw::claims);
  EXPECT_EQ(flaw_with("exp", "1790003600"), Flaw::claims);
  EXPECT_EQ(flaw_with("exp", -1), Flaw::claims);
  EXPECT_EQ(flaw_with("exp", 1e300), Flaw::claims);
  EXPECT_EQ(flaw_with("exp", UINT64_MAX), Flaw::claims);
  EXPECT_EQ(flaw_with("exp", INT64_MAX), Flaw::claims);
  EXPECT_EQ(flaw_with("exp", static_cast<double>(in(60s)) + 0.5), std::nullopt);
  EXPECT_EQ(flaw_with("nbf", in(30s)), std::nullopt);
  EXPECT_EQ(flaw_with("nbf", in(31s)), Flaw::not_yet_valid);
  EXPECT_EQ(flaw_with("nbf", "soon"), Flaw::claims);
  EXPECT_EQ(flaw_with("iat", in(30s)), std::nullopt);
  EXPECT_EQ(flaw_with("iat", in(31s)), Flaw::not_yet_valid);
  EXPECT_EQ(flaw_without("iat"), Flaw::claims);
}

TEST(BadTokens, subjects) {
  EXPECT_EQ(flaw_without("sub"), Flaw::claims);
  EXPECT_EQ(flaw_with("sub", ""), Flaw::claims);
  EXPECT_EQ(flaw_with("sub", 7), Flaw::claims);
  EXPECT_EQ(flaw_with("sub", boost::json::string(129, 'x')), Flaw::claims);
  EXPECT_EQ(flaw_with("sub", boost::json::string(128, 'x')), std::nullopt);
  EXPECT_EQ(flaw_with("sub", "a\nb"), Flaw::claims);
  EXPECT_EQ(flaw_with("sub", "zoë"), Flaw::claims);
}

TEST(BadTokens, signatures) {
  const auto token = key().token(access_claims(now));
  const auto dot = token.rfind('.');
  EXPECT_EQ(flaw_of(token.substr(0, dot + 1)), Flaw::signature);
  EXPECT_EQ(flaw_of(token.substr(0, token.size() - 2)), Flaw::signature);
  const TestIssuer stranger{"the-key"};
  EXPECT_EQ(flaw_of(stranger.token(access_claims(now))), Flaw::signature);
  const auto curve = curve_key().token(access_claims(now));
  const auto message = curve.substr(0, curve.rfind('.'));
  EXPECT_EQ(flaw_of(message + "." + base64url_encode(std::string(64, '\0'))), Flaw::signature)
      << "ECDSA with both numbers zero";
  EXPECT_EQ(flaw_of(message + "." + base64url_encode(std::string(63, 'x'))), Flaw::signature);
}

TEST(BadTokens, aChangedPayload) {
  const auto token = key().token(access_claims(now));
  auto claims = access_claims(now);
  claims["cognito:groups"] = boost::json::array{"admin"};
  const auto first = token.find('.');
  const auto second = token.rfind('.');
  EXPECT_EQ(flaw_of(token.substr(0, first + 1) + base64url_encode(boost::json::serialize(claims)) +
                    token.substr(second)),
            Flaw::signature);
}

TEST(BadTokens, shapes) {
  const auto token = key().token(access_claims(now));
  EXPECT_EQ(flaw_of(""), Flaw::malformed);
  EXPECT_EQ(flaw_of("."), Flaw::malformed);
  EXPECT_EQ(flaw_of(".."), Flaw::malformed);
  EXPECT_EQ(flaw_of(token + "."), Flaw::malformed);
  EXPECT_EQ(flaw_of(token + ".x"), Flaw::malformed);
  EXPECT_EQ(flaw_of(token + "="), Flaw::malformed);
  EXPECT_EQ(flaw_of(token + "\n"), Flaw::malformed);
  EXPECT_EQ(flaw_of(std::string(max_token_bytes + 1, 'A')), Flaw::malformed);
  EXPECT_EQ(flaw_with("email", boost::json::string(max_token_bytes, 'x')), Flaw::malformed);
}

TEST(BadTokens, base64urlThatIsNotCanonical) {
  // 256 bytes end in a character of which four bits count: the other two must be zero.
  auto token = key().token(access_claims(now));
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  token.back() = alphabet[alphabet.find(token.back()) + 1];
  EXPECT_EQ(flaw_of(token), Flaw::malformed);
  auto standard = key().token(access_claims(now));
  standard[standard.size() - 10] = '+';
  EXPECT_EQ(flaw_of(standard), Flaw::malformed);
}

TEST(BadTokens, jsonThatTwoParsersReadDifferently) {
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":"none","alg":"RS256"})"), Flaw::malformed);
  EXPECT_EQ(flaw_with_header(R"({"kid":"the-key","alg":"RS256"}x)"), Flaw::malformed);
  EXPECT_EQ(flaw_with_header(R"(["RS256"])"), Flaw::malformed);
  EXPECT_EQ(flaw_with_header("\xEF\xBB\xBF{\"kid\":\"the-key\",\"alg\":\"RS256\"}"),
            Flaw::malformed);
  const auto header = key().header();
  auto doubled = payload();
  doubled.insert(doubled.size() - 1, R"(,"s\u0075b":"somebody-else")");
  EXPECT_EQ(flaw_of(key().sign(header, doubled)), Flaw::malformed);
  EXPECT_EQ(flaw_of(key().sign(header, "{\"sub\":\"\xFF\"}")), Flaw::malformed);
  EXPECT_EQ(flaw_of(key().sign(header, std::string(5000, '['))), Flaw::malformed);
  EXPECT_EQ(flaw_of(key().sign(header, "")), Flaw::malformed);
}

TEST(BadTokens, groupsThatAreNoGroups) {
  const auto keys = *KeySet::parse(jwks({key().jwk()}));
  const TokenRules rules{.issuer = std::string{testing::issuer},
                         .clients = {std::string{testing::client}}};
  auto claims = access_claims(now);
  claims["cognito:groups"] = {{"name", "admin"}};
  EXPECT_TRUE(prove(key().token(claims), keys, rules, now)->groups.empty());
  claims["cognito:groups"] = boost::json::parse(R"([["admin"]])");
  EXPECT_TRUE(prove(key().token(claims), keys, rules, now)->groups.empty());
}

}  // namespace
}  // namespace dailygrind::identity
