#include "platform/identity/token_verifier.hpp"

#include <gmock/gmock.h>

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>

#include "platform/core/problem.hpp"
#include "platform/identity/test_tokens.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;
using dailygrind::testing::run;
using dailygrind::testing::run_all;
using testing::access_claims;
using testing::id_claims;
using testing::jwks;
using testing::TestIssuer;

const TestIssuer& first_key() {
  static const TestIssuer key{"first"};
  return key;
}
const TestIssuer& second_key() {
  static const TestIssuer key{"second", Algorithm::es256};
  return key;
}

/// A remote issuer whose document tests change and whose fetches they count.
struct Remote {
  std::string document = jwks({first_key().jwk(), second_key().jwk()});
  bool down = false;
  std::atomic<int> fetches = 0;

  KeySource source() {
    return [this]() -> Task<std::string> {
      ++fetches;
      co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                                 boost::asio::use_awaitable);
      if (down) throw Problem::unavailable("down");
      co_return document;
    };
  }
};

class TokenVerifierTest : public ::testing::Test {
 protected:
  TokenVerifierTest() { clock_.freeze(Instant{1'790'000'000'000ms}); }

  std::shared_ptr<const Caller> verify(const std::string& token) {
    const auto header = "Bearer " + token;
    return run(verifier_.verify(header));
  }
  int status_of(const std::string& token) {
    try {
      verify(token);
      return 200;
    } catch (const Problem& problem) {
      return problem.status();
    }
  }

  AdjustableClock clock_;
  Remote remote_;
  TokenVerifier verifier_{
      {.issuer = std::string{testing::issuer}, .clients = {std::string{testing::client}}},
      remote_.source(),
      clock_};
};

TEST_F(TokenVerifierTest, acceptsAnAccessTokenOfRsa) {
  const auto caller = verify(first_key().token(access_claims(clock_.now())));
  EXPECT_EQ(caller->id.str(), "0190a5f2-7d3c-7a10-8a55-2f6d1c0b9e44");
  EXPECT_EQ(caller->email, "");
  EXPECT_FALSE(caller->administrator);
  EXPECT_EQ(caller->issued_at, clock_.now());
}

TEST_F(TokenVerifierTest, acceptsAnIdTokenOfEllipticCurve) {
  auto claims = id_claims(clock_.now());
  claims["cognito:groups"] = {"staff", "admin"};
  const auto caller = verify(second_key().token(claims));
  EXPECT_EQ(caller->email, "ada@example.org");
  EXPECT_TRUE(caller->administrator);
}

TEST_F(TokenVerifierTest, takesTheUserNameOfAPoolForTheIdWhereTheRulesSaySo) {
  TokenVerifier verifier{{.issuer = std::string{testing::issuer},
                          .clients = {std::string{testing::client}},
                          .subject = TokenRules::Subject::username},
                         remote_.source(),
                         clock_};
  const std::string id = "5f0c1a7e-0b0a-4c6b-9d51-0f6a1d2c3b4a";
  const auto id_of = [&](boost::json::object claims) -> std::string {
    const auto header = "Bearer " + first_key().token(claims);
    try {
      return run(verifier.verify(header))->id.str();
    } catch (const Problem& problem) {
      return std::to_string(problem.status());
    }
  };
  auto access = access_claims(clock_.now());
  access["username"] = id;
  EXPECT_EQ(id_of(access), id);
  auto identity = id_claims(clock_.now());
  identity["cognito:username"] = id;
  EXPECT_EQ(id_of(identity), id);
  // Names that people choose, other writings of the same UUID, and the claim of the other token.
  for (const char* name : {"", "ada", "ada@example.org", "5F0C1A7E-0B0A-4C6B-9D51-0F6A1D2C3B4A"}) {
    access["username"] = name;
    EXPECT_EQ(id_of(access), "401") << name;
  }
  access.erase("username");
  access["cognito:username"] = id;
  EXPECT_EQ(id_of(access), "401");
  identity["username"] = id;
  identity.erase("cognito:username");
  EXPECT_EQ(id_of(identity), "401");
}

TEST_F(TokenVerifierTest, readsTheSchemeWithoutCaseAndNothingElse) {
  const auto token = first_key().token(access_claims(clock_.now()));
  EXPECT_TRUE(run(verifier_.verify("bearer " + token)));
  for (const auto* bad : {"", "Bearer", "Bearer ", "Basic YTpi", "Bearer  ", "Bearer x y"}) {
    EXPECT_THROW(run(verifier_.verify(bad)), Problem) << bad;
  }
  EXPECT_THROW(run(verifier_.verify(token)), Problem);
  EXPECT_THROW(run(verifier_.verify("Bearer " + token + " ")), Problem);
}

TEST_F(TokenVerifierTest, remembersAProvenTokenUntilItExpires) {
  const auto header = "Bearer " + first_key().token(access_claims(clock_.now()));
  EXPECT_FALSE(verifier_.remembered(header));
  const auto caller = run(verifier_.verify(header));
  EXPECT_EQ(verifier_.remembered(header), caller);
  EXPECT_EQ(run(verifier_.verify(header)), caller);
  clock_.advance(59min);
  EXPECT_EQ(verifier_.remembered(header), caller);
  clock_.advance(1min + 31s);
  EXPECT_FALSE(verifier_.remembered(header));
  EXPECT_THROW(run(verifier_.verify(header)), Problem);
}

TEST_F(TokenVerifierTest, remembersNothingThatItRefused) {
  const auto token = first_key().token(access_claims(clock_.now()));
  verify(token);
  auto forged = token;
  forged[forged.size() - 20] = forged[forged.size() - 20] == 'A' ? 'B' : 'A';
  EXPECT_EQ(status_of(forged), 401);
  EXPECT_EQ(status_of(forged), 401);
  EXPECT_EQ(status_of(token), 200);
}

TEST_F(TokenVerifierTest, remembersForEachVerifierByItself) {
  const auto header = "Bearer " + first_key().token(access_claims(clock_.now()));
  TokenVerifier other{
      {.issuer = "https://other.example", .clients = {std::string{testing::client}}},
      remote_.source(),
      clock_};
  EXPECT_TRUE(run(verifier_.verify(header)));
  EXPECT_FALSE(other.remembered(header));
  EXPECT_THROW(run(other.verify(header)), Problem);
}

TEST_F(TokenVerifierTest, anotherProvidersTokenNeedsItsAudience) {
  TokenVerifier open{{.issuer = std::string{testing::issuer},
                      .clients = {std::string{testing::client}},
                      .token_use_required = false},
                     remote_.source(),
                     clock_};
  auto claims = id_claims(clock_.now());
  claims.erase("token_use");
  claims["aud"] = {"someone-else", testing::client};
  EXPECT_TRUE(run(open.verify("Bearer " + first_key().token(claims))));
  EXPECT_EQ(status_of(first_key().token(claims)), 401);
  claims["aud"] = boost::json::array{"someone-else"};
  EXPECT_THROW(run(open.verify("Bearer " + first_key().token(claims))), Problem);
  claims["client_id"] = testing::client;
  EXPECT_THROW(run(open.verify("Bearer " + first_key().token(claims))), Problem);
}

TEST_F(TokenVerifierTest, fetchesTheKeysOnceForManyAtATime) {
  const auto header = "Bearer " + first_key().token(access_claims(clock_.now()));
  std::vector<Task<std::shared_ptr<const Caller>>> tasks;
  for (int i = 0; i < 50; ++i) tasks.push_back(verifier_.verify(header));
  EXPECT_THAT(run_all(std::move(tasks)), ::testing::Each(::testing::NotNull()));
  EXPECT_EQ(remote_.fetches, 1);
}

TEST_F(TokenVerifierTest, fetchesAgainForAnUnknownKeyButNotOften) {
  const TestIssuer rotated{"third", Algorithm::es256};
  const auto token = rotated.token(access_claims(clock_.now()));
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 200);
  EXPECT_EQ(status_of(token), 401);
  EXPECT_EQ(remote_.fetches, 1);
  remote_.document = jwks({first_key().jwk(), rotated.jwk()});
  clock_.advance(10s);
  EXPECT_EQ(status_of(token), 200);
  EXPECT_EQ(remote_.fetches, 2);
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(status_of(second_key().token(access_claims(clock_.now()))), 401);
  EXPECT_EQ(remote_.fetches, 2);
}

TEST_F(TokenVerifierTest, forgetsWhatAWithdrawnKeySigned) {
  const auto header = "Bearer " + second_key().token(access_claims(clock_.now()));
  EXPECT_TRUE(run(verifier_.verify(header)));
  remote_.document = jwks({first_key().jwk()});
  EXPECT_TRUE(run(verifier_.verify(header))) << "within the hour the keys are not asked for";
  // As far as the hour goes the token is still good: `exp` is an hour and the leeway away.
  clock_.advance(1h);
  EXPECT_THROW(run(verifier_.verify(header)), Problem);
  EXPECT_FALSE(verifier_.remembered(header));
  EXPECT_EQ(remote_.fetches, 2);
}

TEST_F(TokenVerifierTest, keepsTheOldKeysForADayWhileTheIssuerIsDown) {
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 200);
  remote_.down = true;
  clock_.advance(23h);
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 200);
  clock_.advance(1h);
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 503);
  remote_.down = false;
  clock_.advance(10s);
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 200);
}

TEST_F(TokenVerifierTest, isUnavailableWithoutAnyKeysAndRecovers) {
  remote_.down = true;
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 503);
  remote_.down = false;
  remote_.document = "not a key set";
  clock_.advance(1s);
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 503);
  remote_.document = jwks({first_key().jwk()});
  clock_.advance(1s);
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 200);
}

TEST_F(TokenVerifierTest, survivesAClockThatIsSetBackToTheMiddleOfAFetch) {
  TokenVerifier verifier{
      {.issuer = std::string{testing::issuer}, .clients = {std::string{testing::client}}},
      [this]() -> Task<std::string> {
        clock_.advance(10ms);
        co_return remote_.document;
      },
      clock_};
  const auto header = "Bearer " + first_key().token(access_claims(clock_.now()));
  run(verifier.verify(header));
  clock_.advance(-5ms);
  EXPECT_NO_THROW(run(verifier.verify(header)));
}

TEST_F(TokenVerifierTest, survivesAClockThatIsSetBack) {
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 200);
  clock_.advance(-24h * 30);
  EXPECT_EQ(status_of(first_key().token(access_claims(clock_.now()))), 200);
}

TEST_F(TokenVerifierTest, manyThreadsShareOneVerifier) {
  std::vector<std::string> headers;
  for (int i = 0; i < 20; ++i) {
    auto claims = access_claims(clock_.now());
    claims["jti"] = std::to_string(i);
    headers.push_back("Bearer " + second_key().token(claims));
  }
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        for (const auto& header : headers) good += run(verifier_.verify(header)) ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 400);
  EXPECT_EQ(remote_.fetches, 1);
}

TEST_F(TokenVerifierTest, theMemoryIsBounded) {
  std::vector<std::string> headers;
  for (int i = 0; i < 6000; ++i) {
    auto claims = access_claims(clock_.now());
    claims["jti"] = std::to_string(i);
    headers.push_back("Bearer " + second_key().token(claims));
    run(verifier_.verify(headers.back()));
  }
  int remembered = 0;
  for (const auto& header : headers) remembered += verifier_.remembered(header) ? 1 : 0;
  EXPECT_GT(remembered, 3000);
  EXPECT_LE(remembered, 4096);
}

}  // namespace
}  // namespace dailygrind::identity
