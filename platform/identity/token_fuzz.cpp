#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/core/encoding.hpp"
#include "platform/identity/flat_json.hpp"
#include "platform/identity/jwt.hpp"
#include "platform/identity/test_tokens.hpp"

using namespace dailygrind;
using namespace dailygrind::identity;

namespace {

const Instant now{std::chrono::seconds{1'790'000'000}};

const testing::TestIssuer& issuer() {
  static const testing::TestIssuer made{"k", Algorithm::es256};
  return made;
}

void require(bool holds) {
  if (!holds) __builtin_trap();
}

}  // namespace

/// The first byte chooses: the rest as a whole token, as a key set, or as a payload that is signed
/// well, so that the fuzzer gets past the signature.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto keys = *KeySet::parse(testing::jwks({issuer().jwk()}));
  static const TokenRules rules{.issuer = std::string{testing::issuer},
                                .clients = {std::string{testing::client}}};
  if (size == 0) return 0;
  const std::string_view input{reinterpret_cast<const char*>(data) + 1, size - 1};
  switch (data[0] % 3) {
    case 0:
      require(!prove(input, keys, rules, now));  // nobody can guess a signature
      break;
    case 1:
      static_cast<void>(KeySet::parse(input));
      break;
    default: {
      const auto claims = prove(issuer().sign(issuer().header(), input), keys, rules, now);
      if (claims) {
        require(is_subject(claims->subject) && claims->client == testing::client);
        require(claims->expires + rules.leeway > now && claims->issued_at <= now + rules.leeway);
      }
    }
  }
  return 0;
}
