#include "platform/core/problem.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {

Task<Preferences> read_preferences(Push& push, const Call& call) {
  const auto person = co_await push.repository.person(call.user);
  co_return person.wishes();
}

Task<Preferences> replace_preferences(Push& push, const Call& call, NewPreferences wanted) {
  auto wishes = preferences_of(wanted);
  co_await push.repository.change(call.user, [&](PersonRecord& person) {
    if (person.deleted) throw Problem::unauthorized("This account was deleted.");
    if (person.preferences == wishes) return false;
    person.preferences = wishes;
    return true;
  });
  co_return wishes;
}

}  // namespace dailygrind::push
