#include "platform/identity/embedded/wire_operations.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

namespace json = boost::json;
using Output = Task<json::object>;

json::object details(const Delivery& delivery) {
  return {{"AttributeName", "email"},
          {"DeliveryMedium", "EMAIL"},
          {"Destination", delivery.destination}};
}

json::object result(const Tokens& tokens) {
  return {{"AuthenticationResult",
           {{"AccessToken", tokens.access},
            {"ExpiresIn", tokens.expires_in},
            {"IdToken", tokens.id},
            {"RefreshToken", tokens.refresh},
            {"TokenType", "Bearer"}}},
          {"ChallengeParameters", json::object{}}};
}

void check_client(const Accounts& accounts, const WireInput& input) {
  const auto client = input.optional("ClientId");
  if (client != accounts.settings.client_id) {
    throw Refusal{"ResourceNotFoundException", "User pool client " + client + " does not exist."};
  }
  const bool secret = !input.optional("SecretHash").empty() ||
                      !input.optional("ClientSecret").empty() ||
                      !input.nested("AuthParameters", "SECRET_HASH").empty();
  if (secret) {
    throw Refusal::not_authorized("Unable to verify secret hash for client " + client);
  }
}

std::string invitation_of(const WireInput& input) {
  auto given = input.nested("ClientMetadata", "invitation");
  if (!given.empty()) return given;
  auto validation = input.attributes("ValidationData");
  return std::move(validation["invitation"]);
}

Output op_sign_up(Accounts& accounts, const WireInput& input) {
  check_client(accounts, input);
  const auto done = co_await sign_up(accounts, {.username = input.username(),
                                                .password = input.password("Password"),
                                                .attributes = input.attributes("UserAttributes"),
                                                .invitation = invitation_of(input)});
  json::object output{{"UserConfirmed", done.confirmed}, {"UserSub", done.id.str()}};
  if (done.delivery) output["CodeDeliveryDetails"] = details(*done.delivery);
  co_return output;
}

Output op_confirm_sign_up(Accounts& accounts, const WireInput& input) {
  check_client(accounts, input);
  co_await confirm_sign_up(accounts, input.username(), input.code("ConfirmationCode"));
  co_return json::object{};
}

Output op_resend_confirmation_code(Accounts& accounts, const WireInput& input) {
  check_client(accounts, input);
  const auto sent = co_await resend_confirmation_code(accounts, input.username());
  co_return json::object{{"CodeDeliveryDetails", details(sent)}};
}

std::string auth_parameter(const WireInput& input, std::string_view name) {
  auto value = input.nested("AuthParameters", name);
  if (value.empty()) {
    throw Refusal::invalid_parameter("Missing required parameter " + std::string{name});
  }
  return value;
}

/// REFRESH_TOKEN_AUTH is older than the rotation of refresh tokens: its clients know no
/// RefreshTokenReuseException, but that NotAuthorizedException ends the sign-in.
Task<Tokens> refresh_for_old_clients(Accounts& accounts, std::string token) {
  try {
    co_return co_await refresh(accounts, std::move(token));
  } catch (const Refusal& refusal) {
    if (refusal.type() != "RefreshTokenReuseException") throw;
  }
  throw Refusal::not_authorized("Refresh Token has been revoked");
}

Output op_initiate_auth(Accounts& accounts, const WireInput& input) {
  check_client(accounts, input);
  const auto flow = input.required("AuthFlow", 64);
  if (flow == "USER_PASSWORD_AUTH") {
    auto username = auth_parameter(input, "USERNAME");
    if (username.size() > 128) throw Refusal::wrong_password();
    co_return result(co_await sign_in(accounts, {.username = std::move(username),
                                                 .password = auth_parameter(input, "PASSWORD"),
                                                 .address = input.address()}));
  }
  if (flow == "REFRESH_TOKEN_AUTH" || flow == "REFRESH_TOKEN") {
    co_return result(
        co_await refresh_for_old_clients(accounts, auth_parameter(input, "REFRESH_TOKEN")));
  }
  throw Refusal::invalid_parameter(flow + " is not enabled for the client; use USER_PASSWORD_AUTH");
}

Output op_get_tokens_from_refresh_token(Accounts& accounts, const WireInput& input) {
  check_client(accounts, input);
  auto output = result(co_await refresh(accounts, input.required("RefreshToken", 4096)));
  output.erase("ChallengeParameters");
  co_return output;
}

Output op_forgot_password(Accounts& accounts, const WireInput& input) {
  check_client(accounts, input);
  const auto sent = co_await forgot_password(accounts, input.username(), input.address());
  co_return json::object{{"CodeDeliveryDetails", details(sent)}};
}

Output op_confirm_forgot_password(Accounts& accounts, const WireInput& input) {
  check_client(accounts, input);
  co_await confirm_forgot_password(accounts, input.username(), input.code("ConfirmationCode"),
                                   input.password("Password"));
  co_return json::object{};
}

Output op_change_password(Accounts& accounts, const WireInput& input) {
  co_await change_password(accounts, input.access_token(), input.password("PreviousPassword"),
                           input.password("ProposedPassword"), input.address());
  co_return json::object{};
}

Output op_get_user(Accounts& accounts, const WireInput& input) {
  const auto account = co_await get_user(accounts, input.access_token());
  json::array attributes{
      {{"Name", "sub"}, {"Value", account.id.str()}},
      {{"Name", "email"}, {"Value", account.email}},
      {{"Name", "email_verified"}, {"Value", account.email_verified ? "true" : "false"}}};
  for (const auto& [name, value] : account.attributes) {
    attributes.push_back({{"Name", name}, {"Value", value}});
  }
  co_return json::object{{"Username", account.id.str()}, {"UserAttributes", std::move(attributes)}};
}

Output op_update_user_attributes(Accounts& accounts, const WireInput& input) {
  const auto sent = co_await update_user_attributes(accounts, input.access_token(),
                                                    input.attributes("UserAttributes"));
  json::array list;
  if (sent) list.push_back(details(*sent));
  co_return json::object{{"CodeDeliveryDetailsList", std::move(list)}};
}

Output op_get_user_attribute_verification_code(Accounts& accounts, const WireInput& input) {
  const auto sent = co_await get_user_attribute_verification_code(
      accounts, input.access_token(), input.required("AttributeName", 32));
  co_return json::object{{"CodeDeliveryDetails", details(sent)}};
}

Output op_verify_user_attribute(Accounts& accounts, const WireInput& input) {
  co_await verify_user_attribute(accounts, input.access_token(),
                                 input.required("AttributeName", 32), input.code("Code"));
  co_return json::object{};
}

Output op_delete_user(Accounts& accounts, const WireInput& input) {
  co_await delete_user(accounts, input.access_token());
  co_return json::object{};
}

Output op_global_sign_out(Accounts& accounts, const WireInput& input) {
  co_await global_sign_out(accounts, input.access_token());
  co_return json::object{};
}

Output op_revoke_token(Accounts& accounts, const WireInput& input) {
  check_client(accounts, input);
  co_await revoke_token(accounts, input.required("Token", 16 * 1024));
  co_return json::object{};
}

struct Entry {
  std::string_view name;
  WireOperation operation;
};

constexpr std::array operations{
    Entry{"ChangePassword", op_change_password},
    Entry{"ConfirmForgotPassword", op_confirm_forgot_password},
    Entry{"ConfirmSignUp", op_confirm_sign_up},
    Entry{"DeleteUser", op_delete_user},
    Entry{"ForgotPassword", op_forgot_password},
    Entry{"GetTokensFromRefreshToken", op_get_tokens_from_refresh_token},
    Entry{"GetUser", op_get_user},
    Entry{"GetUserAttributeVerificationCode", op_get_user_attribute_verification_code},
    Entry{"GlobalSignOut", op_global_sign_out},
    Entry{"InitiateAuth", op_initiate_auth},
    Entry{"ResendConfirmationCode", op_resend_confirmation_code},
    Entry{"RevokeToken", op_revoke_token},
    Entry{"SignUp", op_sign_up},
    Entry{"UpdateUserAttributes", op_update_user_attributes},
    Entry{"VerifyUserAttribute", op_verify_user_attribute},
};

}  // namespace

WireOperation find_wire_operation(std::string_view name) {
  const auto found = std::ranges::find(operations, name, &Entry::name);
  return found == operations.end() ? nullptr : found->operation;
}

}  // namespace dailygrind::identity
