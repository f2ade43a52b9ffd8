#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/ids.hpp"

namespace dailygrind::identity {

/// Names and values of user attributes, such as `given_name`; without `sub`, `email` and
/// `email_verified`, which are members of their own.
using UserAttributes = std::map<std::string, std::string>;

/// An account as it is stored.
struct Account {
  UserId id;
  std::string email;  ///< lower case
  bool email_verified = false;
  bool confirmed = false;
  bool enabled = true;
  std::string password_hash;  ///< argon2id
  std::vector<std::string> groups;
  UserAttributes attributes;
  Instant created{};
  Instant updated{};
  std::optional<Instant> expires;  ///< of a sign-up that was never confirmed
  std::int64_t version = 0;
};

/// `text` as we keep e-mails, in lower case; nothing where it is none: 3 to 128 printable ASCII
/// characters, one `@` between a local part and a domain without empty labels. (Names outside ASCII
/// look alike too easily to name an account.)
std::optional<std::string> parse_email(std::string_view text);

/// `a***@e***`, as Cognito shows where a mail went.
std::string masked_email(std::string_view email);

/// 1 to 128 letters, digits and `+=,.@_-`.
bool is_group_name(std::string_view text);

}  // namespace dailygrind::identity
