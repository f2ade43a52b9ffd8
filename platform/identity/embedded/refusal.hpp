#pragma once

#include <exception>
#include <string>
#include <utility>

namespace dailygrind::identity {

/// What an operation of the accounts refuses, by the names and texts of Amazon Cognito, which its
/// clients know. The wire layer answers it with HTTP 400; the text is safe to show.
class Refusal : public std::exception {
 public:
  Refusal(std::string type, std::string message)
      : type_(std::move(type)), message_(std::move(message)) {}

  static Refusal not_authorized(std::string message);
  static Refusal wrong_password();  ///< also for an unknown user: the two are never told apart
  static Refusal user_disabled();
  static Refusal too_many_attempts();  ///< at a password
  static Refusal invalid_parameter(std::string message);
  static Refusal invalid_password(std::string reason);
  static Refusal username_exists();
  static Refusal alias_exists();
  static Refusal code_mismatch();
  static Refusal code_expired();       ///< also where there is none, or no such user
  static Refusal limit_exceeded();     ///< at a code, or of mails
  static Refusal too_many_requests();  ///< at the server
  static Refusal sign_up_refused(std::string reason);

  [[nodiscard]] const std::string& type() const { return type_; }
  [[nodiscard]] const std::string& message() const { return message_; }
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string type_;
  std::string message_;
};

}  // namespace dailygrind::identity
