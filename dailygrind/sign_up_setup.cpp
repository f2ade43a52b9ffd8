#include "dailygrind/sign_up_setup.hpp"

#include <boost/algorithm/string/case_conv.hpp>

namespace dailygrind {
namespace {

identity::SignUpMode sign_up_mode(SignUp configured) {
  switch (configured) {
    case SignUp::open:
      return identity::SignUpMode::open;
    case SignUp::invitation:
      return identity::SignUpMode::invitation;
    case SignUp::domains:
      return identity::SignUpMode::domains;
    case SignUp::closed:
      return identity::SignUpMode::closed;
  }
  return identity::SignUpMode::closed;
}

}  // namespace

identity::SignUpRules sign_up_rules(const ServerConfig& config) {
  identity::SignUpRules rules{.mode = sign_up_mode(config.sign_up), .domains = {}};
  for (const auto& domain : config.sign_up_domains) {
    rules.domains.push_back(boost::algorithm::to_lower_copy(domain, std::locale::classic()));
  }
  return rules;
}

std::string_view name_of(SignUp mode) {
  switch (mode) {
    case SignUp::open:
      return "open";
    case SignUp::invitation:
      return "invitation";
    case SignUp::domains:
      return "domains";
    case SignUp::closed:
      return "closed";
  }
  return "closed";
}

}  // namespace dailygrind
