#pragma once

#include <memory>
#include <string>

#include "dailygrind/aws/services.hpp"
#include "platform/identity/cognito/cognito_directory.hpp"

namespace dailygrind::aws {

/// The accounts of a pool in the region of the configuration; all that is passed must outlive it.
class CognitoAccounts {
 public:
  CognitoAccounts(const ServerConfig& config, const std::string& pool,
                  boost::asio::io_context& loop, Random& random, metrics::Registry& metrics)
      : services_(config, loop, random, metrics),
        directory_(identity::make_cognito_directory(services_.cognito(), random, pool)) {}

  [[nodiscard]] Client& client() { return services_.cognito(); }
  [[nodiscard]] identity::AccountDirectory& directory() { return *directory_; }

 private:
  Services services_;
  std::unique_ptr<identity::AccountDirectory> directory_;
};

}  // namespace dailygrind::aws
