#include <stdexcept>

#include "dailygrind/sign_up_setup.hpp"
#include "lambdas/program.hpp"
#include "lambdas/user_confirmation/pre_sign_up.hpp"

namespace dailygrind::lambda {
namespace {

Task<> user_confirmation(Environment& environment, RuntimeApi& api) {
  const auto rules = sign_up_rules(environment.config);
  if (rules.mode == identity::SignUpMode::invitation) {
    throw std::runtime_error{"sign-up: invitations are for the embedded accounts"};
  }
  co_await serve(api, [&](Invocation invocation) -> Task<std::string> {
    co_return pre_sign_up(invocation.payload, rules, environment.config.confirm_sign_up);
  });
}

}  // namespace
}  // namespace dailygrind::lambda

int main() { return dailygrind::lambda::run(dailygrind::lambda::user_confirmation); }
