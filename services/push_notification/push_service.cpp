#include "platform/core/problem.hpp"
#include "services/push_notification/push.hpp"

namespace dailygrind::push {

std::vector<std::string> tables() { return {push_table, idempotency_table}; }

Task<> admit(Push& push, const UserId& person) {
  const auto known = co_await push.repository.person(person);
  if (known.deleted) throw Problem::unauthorized("This account was deleted.");
  if (known.disabled) throw Problem::unauthorized("This account is disabled.");
}

}  // namespace dailygrind::push
