#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "platform/aws/client.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::identity::cognito {

/// Calls of Cognito's administration of one pool. Thread-safe; `cognito` must outlive it.
class UserPool {
 public:
  UserPool(aws::Client& cognito, std::string id) : cognito_(cognito), id_(std::move(id)) {}

  /// The answer to `request` with the pool's id. Throws aws::Error where it was refused,
  /// Problem::unavailable where Cognito does not answer.
  Task<boost::json::object> send(std::string operation, boost::json::object request);
  /// The same for a call that names a user; nothing where there is none of that name.
  Task<std::optional<boost::json::object>> send_for(const std::string& user, std::string operation,
                                                    boost::json::object request = {});

  [[nodiscard]] const std::string& id() const { return id_; }

 private:
  aws::Client& cognito_;
  std::string id_;
};

}  // namespace dailygrind::identity::cognito
