#include <jwt/jwt.hpp>

namespace dailygrind::bench {

bool verify_with_cpp_jwt(const std::string& token, const std::string& algorithm,
                         const std::string& pem, const std::string& issuer) {
  std::error_code error;
  const auto decoded =
      jwt::decode(token, jwt::params::algorithms({algorithm}), error, jwt::params::secret(pem),
                  jwt::params::verify(true), jwt::params::issuer(issuer));
  return !error;
}

}  // namespace dailygrind::bench
