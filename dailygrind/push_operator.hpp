#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dailygrind/event_loop.hpp"
#include "platform/http/client.hpp"
#include "services/push_notification/contract.hpp"

namespace dailygrind::cli {

/// What an operator asks the push notification service of a server that runs, over its REST calls:
/// its database belongs to the server alone. All calls throw std::runtime_error with one sentence
/// where the server cannot be reached or refuses.
class PushOperator {
 public:
  /// `address` has no slash at its end.
  PushOperator(std::string address, const std::string& token);

  /// Newest first, at most `most`.
  std::vector<push::PushJob> jobs(std::size_t most);
  push::PushJob job(const std::string& id);
  /// The devices of the person whose token it is.
  std::vector<push::Subscription> devices();
  /// Sends that person's devices one notification and waits until each push service has answered,
  /// at most a minute. `last_test` is set where it has: what is left of earlier tests is taken
  /// away. Those that are missing in the result no longer existed.
  std::vector<push::Subscription> test();

 private:
  std::string ask(http::Method method, const std::string& path);

  EventLoop loop_;
  std::unique_ptr<http::Client> client_;
  std::string address_;
  std::string authorization_;
};

}  // namespace dailygrind::cli
