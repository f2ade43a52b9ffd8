#pragma once

#include <string>
#include <vector>

#include "platform/identity/embedded/settings.hpp"

/// Who may have an account: the rule of the embedded accounts, which Cognito follows too where
/// `lambdas/user_confirmation` is its pre-sign-up trigger.
namespace dailygrind::identity {

struct SignUpRules {
  SignUpMode mode = SignUpMode::open;
  std::vector<std::string> domains;  ///< lower case; for SignUpMode::domains
};

/// Why nobody with that e-mail (as `parse_email` gives it) may sign up, as a sentence that is safe
/// to show; "" where somebody may. Where the mode is `invitation`, that is still to be looked at.
[[nodiscard]] std::string sign_up_refusal(const SignUpRules& rules, const std::string& email);
/// Why no account may have that e-mail, in the same way.
[[nodiscard]] std::string domain_refusal(const SignUpRules& rules, const std::string& email);

}  // namespace dailygrind::identity
