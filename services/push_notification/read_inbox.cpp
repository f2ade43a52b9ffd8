#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {

Task<Inbox> read_inbox(Push& push, const Call& call, Page page) {
  auto entries = co_await push.repository.inbox(call.user, page);
  const auto unread = co_await push.repository.unread(call.user);
  co_return Inbox{std::move(entries), std::to_string(unread)};
}

Task<NoContent> mark_inbox_read(Push& push, const Call& call, InboxRead read) {
  co_await push.repository.mark_read(call.user, read.up_to);
  co_return NoContent{};
}

}  // namespace dailygrind::push
