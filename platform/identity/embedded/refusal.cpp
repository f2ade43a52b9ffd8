#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {

Refusal Refusal::not_authorized(std::string message) {
  return {"NotAuthorizedException", std::move(message)};
}

Refusal Refusal::wrong_password() { return not_authorized("Incorrect username or password."); }

Refusal Refusal::user_disabled() { return not_authorized("User is disabled."); }

Refusal Refusal::too_many_attempts() { return not_authorized("Password attempts exceeded"); }

Refusal Refusal::invalid_parameter(std::string message) {
  return {"InvalidParameterException", std::move(message)};
}

Refusal Refusal::invalid_password(std::string reason) {
  return {"InvalidPasswordException", "Password did not conform with policy: " + std::move(reason)};
}

Refusal Refusal::username_exists() { return {"UsernameExistsException", "User already exists"}; }

Refusal Refusal::alias_exists() {
  return {"AliasExistsException", "An account with the given email already exists."};
}

Refusal Refusal::code_mismatch() {
  return {"CodeMismatchException", "Invalid verification code provided, please try again."};
}

Refusal Refusal::code_expired() {
  return {"ExpiredCodeException", "Invalid code provided, please request a code again."};
}

Refusal Refusal::limit_exceeded() {
  return {"LimitExceededException", "Attempt limit exceeded, please try after some time."};
}

Refusal Refusal::too_many_requests() { return {"TooManyRequestsException", "Too many requests"}; }

Refusal Refusal::sign_up_refused(std::string reason) {
  return {"UserLambdaValidationException", "PreSignUp failed with error " + std::move(reason)};
}

}  // namespace dailygrind::identity
