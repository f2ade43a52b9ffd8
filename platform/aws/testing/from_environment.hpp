#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "platform/aws/client.hpp"

/// What `./test aws` tells the programs that it runs against an emulator.
namespace dailygrind::aws::testing {

inline std::string from_environment(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr || *value == '\0') {
    throw std::runtime_error{std::string{name} + " is not set: `./test aws` runs this program"};
  }
  return value;
}

inline std::string endpoint() { return from_environment("DAILYGRIND_TEST_AWS_ENDPOINT"); }
inline constexpr const char* region = "us-east-1";

class KeysOfEnvironment final : public CredentialsSource {
 public:
  Task<Credentials> get() override { co_return keys_; }
  void forget(const Credentials& /*refused*/) override {}

 private:
  const Credentials keys_{.access_key_id = from_environment("AWS_ACCESS_KEY_ID"),
                          .secret_access_key = from_environment("AWS_SECRET_ACCESS_KEY")};
};

}  // namespace dailygrind::aws::testing
