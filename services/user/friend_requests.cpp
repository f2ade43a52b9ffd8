#include "platform/core/encoding.hpp"
#include "services/user/known_people.hpp"
#include "services/user/pair_steps.hpp"
#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {

Task<Created<UserInfo>> request_friendship(Users& users, const Call& call,
                                           api::Query<"targetUserId"> target) {
  const auto id = UserId::parse(target.value);
  if (!id) throw Problem::not_found();
  if (*id == call.user) throw Problem::conflict("self", "That is yourself.");
  const auto seen = co_await take_step(users, call, *id, Step::request);
  // A repeated call by its Idempotency-Key may come after a block or a deletion.
  if (!may_know(seen)) throw Problem::not_found();
  co_return Created<UserInfo>{.body = view(users, call.user, seen),
                              .location = "/users/" + percent_encode(id->str())};
}

Task<UserInfo> accept_request(Users& users, const Call& call, UserId sender) {
  if (sender == call.user) throw Problem::not_found();
  co_return view(users, call.user, co_await take_step(users, call, sender, Step::accept));
}

Task<NoContent> decline_request(Users& users, const Call& call, UserId sender) {
  if (sender != call.user) co_await take_step(users, call, sender, Step::decline);
  co_return NoContent{};
}

Task<NoContent> cancel_request(Users& users, const Call& call, UserId receiver) {
  if (receiver != call.user) co_await take_step(users, call, receiver, Step::cancel);
  co_return NoContent{};
}

Task<Paged<UserInfo>> incoming_requests(Users& users, const Call& call, api::Page page) {
  co_return co_await known_of_list(users, call.user, call.user, List::incoming, page);
}

Task<Paged<UserInfo>> outgoing_requests(Users& users, const Call& call, api::Page page) {
  co_return co_await known_of_list(users, call.user, call.user, List::outgoing, page);
}

}  // namespace dailygrind::user
