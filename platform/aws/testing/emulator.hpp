#pragma once

#include <memory>
#include <string>

#include "platform/aws/client.hpp"

/// AWS as the environment names it, for tests of adapters; `tests/aws/with_ministack.py` sets all
/// of it: DAILYGRIND_TEST_AWS_ENDPOINT is the address of all services, DAILYGRIND_TEST_AWS_ACCOUNT
/// the account, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are keys that may use what is named
/// `dailygrind-test-…`. Tests leave there what they make.
namespace dailygrind::aws::testing {

class Emulator {
 public:
  /// Throws std::runtime_error where the environment does not name one.
  Emulator();
  ~Emulator();

  [[nodiscard]] std::unique_ptr<Client> client(const std::string& service);
  [[nodiscard]] std::unique_ptr<Client> client(ClientSettings settings);
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }
  [[nodiscard]] CredentialsSource& credentials();
  [[nodiscard]] const std::string& account() const { return account_; }
  [[nodiscard]] static std::string region() { return "us-east-1"; }
  /// A prefix for the names of what a test makes that nobody else has.
  [[nodiscard]] std::string prefix(const std::string& name);
  [[nodiscard]] Random& random();
  [[nodiscard]] metrics::Registry& metrics();

 private:
  struct Parts;
  std::string endpoint_;
  std::string account_;
  std::unique_ptr<Parts> parts_;
};

/// That of all tests of the program. A program that links this fails at once, with a clear line,
/// where there is none.
Emulator& emulator();

/// The value of a variable of the environment; std::runtime_error where it is not set.
std::string required(const char* variable);

}  // namespace dailygrind::aws::testing
