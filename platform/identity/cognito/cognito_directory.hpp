#pragma once

#include <memory>
#include <string>

#include "platform/aws/client.hpp"
#include "platform/core/random.hpp"
#include "platform/identity/account_directory.hpp"

namespace dailygrind::identity {

/// The accounts of a user pool of Amazon Cognito. An account's id is its user name in the pool;
/// e-mails are aliases of it (`AliasAttributes`), so that people sign in with them. `cognito` must
/// be a client of `cognito-idp` and outlive the directory, as must `random`.
///
/// Where somebody is in a group that the pool lacks, the group is made.
[[nodiscard]] std::unique_ptr<AccountDirectory> make_cognito_directory(aws::Client& cognito,
                                                                       Random& random,
                                                                       std::string pool);

/// Throws std::runtime_error with one sentence where user names in that pool are not free to be
/// ids, or e-mails no aliases of them; Problem::unavailable where it cannot be asked.
[[nodiscard]] Task<> demand_fitting_pool(aws::Client& cognito, std::string pool);

}  // namespace dailygrind::identity
