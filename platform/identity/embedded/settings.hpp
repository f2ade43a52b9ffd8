#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dailygrind::identity {

/// Who may sign up.
enum class SignUpMode : std::uint8_t {
  open,
  invitation,  ///< with the code of an invitation
  domains,     ///< with an e-mail of a listed domain
  closed,
};

struct AccountSettings {
  std::string issuer;                        ///< the `iss` of tokens: Pool::issuer
  std::string client_id;                     ///< the one client: Pool::client_id
  std::string secret;                        ///< Pool::secret
  std::string instance_name = "DailyGrind";  ///< in mails
  SignUpMode sign_up = SignUpMode::open;
  std::vector<std::string> domains;  ///< lower case; for SignUpMode::domains

  std::chrono::seconds token_lifetime{std::chrono::hours{1}};    ///< access and id tokens
  std::chrono::seconds sign_in_lifetime{std::chrono::days{30}};  ///< until the next password
  std::chrono::seconds rotation_grace{60};                       ///< for retries of a refresh
  std::chrono::seconds unconfirmed_lifetime{
      std::chrono::days{7}};           ///< then the e-mail is free again
  std::size_t waiting_passwords = 64;  ///< beyond it TooManyRequestsException
};

}  // namespace dailygrind::identity
