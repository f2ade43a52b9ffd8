#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "platform/identity/account_directory.hpp"

namespace dailygrind::cli {

/// What became of the accounts that were to be copied.
struct PoolCopy {
  std::size_t copied = 0;
  std::size_t present = 0;      ///< were there already, from an earlier attempt
  std::size_t unconfirmed = 0;  ///< left out: sign-ups that wait for their code
  std::size_t unproven = 0;     ///< left out: nobody has shown that the e-mail is theirs
};

/// Copies accounts into a pool of Cognito under their ids, with e-mail, name, groups and whether
/// they are enabled, but without passwords, which Cognito does not take. It can be repeated: what
/// an interrupted attempt left in part is made anew, and what people changed in the pool since
/// (their password) stays. `trust_emails` takes every e-mail for proven. Throws std::runtime_error
/// where an id is no UUID or the pool has another e-mail or id for an account; Problem as the
/// directories do.
Task<PoolCopy> copy_to_pool(identity::AccountDirectory& from, identity::AccountDirectory& pool,
                            bool trust_emails);

}  // namespace dailygrind::cli
