#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "platform/identity/embedded/account.hpp"

namespace dailygrind::identity {

/// The members of an operation's JSON body, read as Cognito reads them: a wrong type is a
/// SerializationException, a missing or too long value an InvalidParameterException.
class WireInput {
 public:
  WireInput(boost::json::object body, std::string address)
      : body_(std::move(body)), address_(std::move(address)) {}

  /// Throws where it is missing, empty or longer than `longest` bytes.
  [[nodiscard]] std::string required(std::string_view name, std::size_t longest) const;
  /// "" where it is missing.
  [[nodiscard]] std::string optional(std::string_view name) const;
  /// A text of an object of texts, such as AuthParameters; "" where either is missing.
  [[nodiscard]] std::string nested(std::string_view object, std::string_view name) const;
  /// A list of {Name, Value}, empty where it is missing.
  [[nodiscard]] UserAttributes attributes(std::string_view name) const;

  [[nodiscard]] std::string username() const { return required("Username", 128); }
  [[nodiscard]] std::string access_token() const { return required("AccessToken", 16 * 1024); }
  [[nodiscard]] std::string code(std::string_view name) const { return required(name, 2048); }
  [[nodiscard]] std::string password(std::string_view name) const { return required(name, 1024); }
  /// The client's, "" where it is not to be throttled.
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  boost::json::object body_;
  std::string address_;
};

}  // namespace dailygrind::identity
