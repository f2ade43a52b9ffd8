#pragma once

#include <initializer_list>
#include <string>

#include "platform/aws/client.hpp"

namespace dailygrind::store::testing {

/// `details` are further members, with a comma before them.
inline aws::Error error(const std::string& code, const std::string& details = "") {
  aws::Error error{code, 400, "dynamodb: " + code};
  error.set_body(R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + code + "\"" + details + "}");
  return error;
}

/// With a reason a write: `None`, or a code, or a whole reason as JSON.
inline aws::Error cancelled(std::initializer_list<std::string> reasons) {
  std::string list;
  for (const auto& reason : reasons) {
    if (!list.empty()) list += ',';
    list += reason.starts_with('{') ? reason : R"({"Code":")" + reason + "\"}";
  }
  return error("TransactionCanceledException", ",\"CancellationReasons\":[" + list + "]");
}

}  // namespace dailygrind::store::testing
