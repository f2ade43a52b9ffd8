#include "platform/identity/embedded/admission.hpp"

#include <algorithm>

namespace dailygrind::identity {

std::string sign_up_refusal(const SignUpRules& rules, const std::string& email) {
  if (rules.mode == SignUpMode::closed) return "SignUp is not permitted for this user pool";
  return domain_refusal(rules, email);
}

std::string domain_refusal(const SignUpRules& rules, const std::string& email) {
  if (rules.mode != SignUpMode::domains) return "";
  const auto domain = email.substr(email.find('@') + 1);
  const bool listed = std::ranges::find(rules.domains, domain) != rules.domains.end();
  return listed ? "" : "Accounts need an e-mail address of a listed domain.";
}

}  // namespace dailygrind::identity
