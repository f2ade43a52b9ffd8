#include "services/user/on_account_event.hpp"

#include "platform/describe/json_read.hpp"
#include "services/events.hpp"
#include "services/user/account_standing.hpp"

namespace dailygrind::user {

Task<> on_account_event(Users& users, const bus::Event& event) {
  bool disabled = event.type == "ACCOUNT_DISABLED";
  if (!disabled && event.type != "ACCOUNT_ENABLED") co_return;
  const auto data = describe::from_json<events::Account>(event.data);
  if (users.accounts != nullptr) {
    const auto account = co_await users.accounts->find(data.user_id);
    if (!account) co_return;
    disabled = !account->enabled;
  }
  co_await set_disabled(users, data.user_id, disabled);
}

}  // namespace dailygrind::user
