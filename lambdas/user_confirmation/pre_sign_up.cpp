#include "lambdas/user_confirmation/pre_sign_up.hpp"

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string_view>

#include "platform/identity/embedded/account.hpp"
#include "platform/lambda/runtime.hpp"

namespace dailygrind::lambda {
namespace {

namespace json = boost::json;

/// Who wants the account.
enum class Source : std::uint8_t { person, administrator };

constexpr std::array<std::pair<std::string_view, Source>, 3> sources{{
    {"PreSignUp_SignUp", Source::person},
    {"PreSignUp_ExternalProvider", Source::person},
    {"PreSignUp_AdminCreateUser", Source::administrator},
}};

[[noreturn]] void refuse_payload(const std::string& what) {
  throw FunctionError{"InvalidPayload", "The event " + what + "."};
}

json::value event_of(const std::string& payload) {
  json::error_code broken;
  auto event = json::parse(payload, broken);
  if (broken || !event.is_object()) refuse_payload("is no JSON object");
  return event;
}

std::string text_at(const json::value& event, std::string_view pointer) {
  json::error_code absent;
  const auto* found = event.find_pointer(pointer, absent);
  return found != nullptr && found->is_string() ? std::string{found->get_string()} : "";
}

Source source_of(const json::value& event) {
  const auto name = text_at(event, "/triggerSource");
  for (const auto& [known, source] : sources) {
    if (name == known) return source;
  }
  refuse_payload("has an unknown triggerSource");
}

void admit(const json::value& event, const identity::SignUpRules& rules) {
  const auto email = identity::parse_email(text_at(event, "/request/userAttributes/email"));
  if (!email) throw FunctionError{"InvalidEmail", "An account needs an e-mail address."};
  const auto refusal = identity::sign_up_refusal(rules, *email);
  if (!refusal.empty()) throw FunctionError{"SignUpRefused", refusal};
}

}  // namespace

std::string pre_sign_up(const std::string& payload, const identity::SignUpRules& rules,
                        ConfirmSignUp confirm) {
  auto event = event_of(payload);
  const auto source = source_of(event);
  if (source == Source::person) admit(event, rules);
  const bool at_once = source == Source::person && confirm == ConfirmSignUp::at_once;
  event.get_object()["response"] = {
      {"autoConfirmUser", at_once}, {"autoVerifyEmail", at_once}, {"autoVerifyPhone", false}};
  return json::serialize(event);
}

}  // namespace dailygrind::lambda
