#include "bench/token_peers.hpp"

extern "C" {
#include <jose/b64.h>
#include <jose/jws.h>
}

namespace dailygrind::bench {

JoseKeys::JoseKeys(const std::string& jwks)
    : keys_(json_loads(jwks.c_str(), 0, nullptr), json_decref) {}

bool JoseKeys::verify(const std::string& token) const {
  const auto first = token.find('.');
  const auto second = token.rfind('.');
  const std::shared_ptr<json_t> jws{
      json_pack("{s:s,s:s,s:s}", "protected", token.substr(0, first).c_str(), "payload",
                token.substr(first + 1, second - first - 1).c_str(), "signature",
                token.substr(second + 1).c_str()),
      json_decref};
  if (!jose_jws_ver(nullptr, jws.get(), nullptr, keys_.get(), false)) return false;
  const std::shared_ptr<json_t> claims{jose_b64_dec_load(json_object_get(jws.get(), "payload")),
                                       json_decref};
  return claims != nullptr;
}

}  // namespace dailygrind::bench
