#pragma once

#include <cstdint>
#include <string>

#include "platform/http/client.hpp"

namespace dailygrind::aws {

/// What a service says in an answer that is no success.
struct ErrorAnswer {
  std::string
      code;  ///< without namespace, `ConditionalCheckFailedException`; "" where none is said
  std::string message;  ///< "" where there is none
};
/// From JSON (`__type`, `code` or `x-amzn-errortype`) and XML (`Error`).
[[nodiscard]] ErrorAnswer read_error(const http::ClientResponse& response);

/// What to do about an error.
enum class Remedy : std::uint8_t {
  none,
  repeat,           ///< passes by itself
  slow_down,        ///< too much was asked
  set_clock,        ///< the signature's time is not the service's
  new_credentials,  ///< these have expired
};
/// As the "standard" retry mode of the AWS SDKs and Tools Reference Guide has it.
[[nodiscard]] Remedy remedy_of(const std::string& code, int status);

}  // namespace dailygrind::aws
