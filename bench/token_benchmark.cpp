// What a token check costs: ours (OpenSSL's EVP with keys parsed once), a remembered token, and the
// two JOSE libraries of Debian as peers. The peers are built in where their headers are installed
// (libcpp-jwt-dev with nlohmann-json3-dev, libjose-dev); the product does not depend on them.
#include <benchmark/benchmark.h>

#include <boost/asio/io_context.hpp>
#include <boost/json/serialize.hpp>

#include "platform/identity/jwt.hpp"
#include "platform/identity/test_tokens.hpp"
#include "platform/identity/token_verifier.hpp"
#include "platform/testing/run.hpp"

#include "bench/token_peers.hpp"

namespace dailygrind::identity {
namespace {

struct Subject {
  explicit Subject(Algorithm algorithm) : issuer("key-1", algorithm) {}

  testing::TestIssuer issuer;
  Instant now = SystemClock{}.now();
  std::string token = issuer.token(testing::access_claims(now));
  std::string document = testing::jwks({issuer.jwk()});
  TokenRules rules{.issuer = std::string{testing::issuer},
                   .clients = {std::string{testing::client}}};
};

const Subject& subject(const benchmark::State& state) {
  static const Subject rsa{Algorithm::rs256};
  static const Subject curve{Algorithm::es256};
  return state.range(0) == 256 ? rsa : curve;
}

void rs256_and_es256(benchmark::internal::Benchmark* bench) {
  bench->ArgName("RS256=256,ES256=1")->Arg(256)->Arg(1);
}

/// The floor: nothing but the signature.
void signature_alone(benchmark::State& state) {
  const auto& given = subject(state);
  const auto keys = *KeySet::parse(given.document);
  const auto* key = keys.find("key-1", state.range(0) == 256 ? Algorithm::rs256 : Algorithm::es256);
  const std::string message = given.token.substr(0, given.token.rfind('.'));
  const auto signature = given.issuer.signature(message);
  for (auto _ : state) {
    if (!key->verify(message, signature)) state.SkipWithError("refused");
  }
}
BENCHMARK(signature_alone)->Apply(rs256_and_es256);

/// Ours, with every check of RFC 8725.
void ours(benchmark::State& state) {
  const auto& given = subject(state);
  const auto keys = *KeySet::parse(given.document);
  for (auto _ : state) {
    if (!prove(given.token, keys, given.rules, given.now)) state.SkipWithError("refused");
  }
}
BENCHMARK(ours)->Apply(rs256_and_es256);

void remembered_look_up(benchmark::State& state) {
  const auto& given = subject(state);
  const SystemClock clock;
  TokenVerifier verifier{given.rules, [&]() -> Task<std::string> { co_return given.document; },
                         clock};
  const auto header = "Bearer " + given.token;
  dailygrind::testing::run(verifier.verify(header));
  for (auto _ : state) {
    if (!verifier.remembered(header)) state.SkipWithError("forgotten");
  }
}
BENCHMARK(remembered_look_up)->Apply(rs256_and_es256);

void remembered_through_the_coroutine(benchmark::State& state) {
  const auto& given = subject(state);
  const SystemClock clock;
  TokenVerifier verifier{given.rules, [&]() -> Task<std::string> { co_return given.document; },
                         clock};
  const auto header = "Bearer " + given.token;
  dailygrind::testing::run([&]() -> Task<void> {
    co_await verifier.verify(header);
    for (auto _ : state) benchmark::DoNotOptimize(co_await verifier.verify(header));
  }());
}
BENCHMARK(remembered_through_the_coroutine)->Apply(rs256_and_es256);

#if defined(DAILYGRIND_PEER_CPP_JWT)
void peer_cpp_jwt(benchmark::State& state) {
  const auto& given = subject(state);
  const auto pem = given.issuer.pem();
  const std::string algorithm = state.range(0) == 256 ? "RS256" : "ES256";
  for (auto _ : state) {
    if (!bench::verify_with_cpp_jwt(given.token, algorithm, pem, given.rules.issuer)) {
      state.SkipWithError("refused");
    }
  }
}
BENCHMARK(peer_cpp_jwt)->Apply(rs256_and_es256);
#endif

#if defined(DAILYGRIND_PEER_JOSE)
void peer_libjose(benchmark::State& state) {
  const auto& given = subject(state);
  const bench::JoseKeys keys{given.document};
  for (auto _ : state) {
    if (!keys.verify(given.token)) state.SkipWithError("refused");
  }
}
BENCHMARK(peer_libjose)->Apply(rs256_and_es256);
#endif

}  // namespace
}  // namespace dailygrind::identity
