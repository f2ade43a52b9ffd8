#pragma once

#include "platform/api/call.hpp"
#include "platform/core/task.hpp"
#include "services/push_notification/contract.hpp"

/// What clients may ask of the push notification service, one file each. All that is somebody's is
/// seen by that person alone: Problem 404 for what belongs to others. All that write throw Problem
/// 401 for a caller who was deleted.
namespace dailygrind::push {

struct Push;
using api::Accepted;
using api::Call;
using api::Created;
using api::NoContent;
using api::Page;
using api::Paged;
using api::TextOr;

Task<VapidKey> vapid_key(Push& push, const Call& call);
/// Problem 422 for an endpoint or keys to which nothing could be sent. Somebody else's subscription
/// with the same endpoint and keys moves to the caller; with other keys both exist, so that nobody
/// learns of endpoints by guessing.
Task<Created<Subscription>> subscribe(Push& push, const Call& call, NewSubscription wanted);
Task<Paged<Subscription>> list_subscriptions(Push& push, const Call& call, Page page);
Task<Subscription> read_subscription(Push& push, const Call& call, SubscriptionId id);
Task<NoContent> unsubscribe(Push& push, const Call& call, SubscriptionId id);

Task<Preferences> read_preferences(Push& push, const Call& call);
Task<Preferences> replace_preferences(Push& push, const Call& call, NewPreferences wanted);

using Inbox = api::WithHeader<"X-Unread-Count", Paged<Notification>>;
/// Newest first, of the last 30 days.
Task<Inbox> read_inbox(Push& push, const Call& call, Page page);
Task<NoContent> mark_inbox_read(Push& push, const Call& call, InboxRead read);

/// One notification to the caller's own devices.
Task<Accepted<Notification>> send_test(Push& push, const Call& call);
/// To everyone; for administrators.
Task<Accepted<PushJob>> send_to_everyone(Push& push, const Call& call,
                                         TextOr<Announcement> message);
Task<PushJob> read_job(Push& push, const Call& call, JobId id);
/// Newest first.
Task<Paged<PushJob>> list_jobs(Push& push, const Call& call, Page page);

}  // namespace dailygrind::push
