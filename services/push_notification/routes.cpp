#include "services/push_notification/routes.hpp"

#include "platform/api/endpoint.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {
namespace {

using api::bind;
using api::Routes;
using enum http::Method;

void add_subscriptions(Routes& routes, Push& push) {
  routes.add(get, "/push-notifications/vapid-key", bind(push, vapid_key),
             "The application server key that browsers subscribe with");
  routes.add(post, "/push-notifications/subscribe", bind(push, subscribe),
             "Notify this browser, too");
  routes.add(get, "/push-notifications", bind(push, list_subscriptions), "One's subscriptions");
  routes.add(get, "/push-notifications/{subscriptionId}", bind(push, read_subscription),
             "One of one's subscriptions");
  routes.add(delete_, "/push-notifications/{subscriptionId}", bind(push, unsubscribe),
             "Notify that browser no more");
}

void add_preferences(Routes& routes, Push& push) {
  routes.add(get, "/push-notifications/preferences", bind(push, read_preferences),
             "When one is called, and of what one is told");
  routes.add(put, "/push-notifications/preferences", bind(push, replace_preferences),
             "Choose that; what is left out has its default");
}

void add_inbox(Routes& routes, Push& push) {
  routes.add(get, "/push-notifications/inbox", bind(push, read_inbox),
             "What was notified in the last 30 days, newest first");
  routes.add(post, "/push-notifications/inbox/read", bind(push, mark_inbox_read),
             "Mark all up to that one as read");
}

void add_sending(Routes& routes, Push& push) {
  routes.add(post, "/push-notifications/test", bind(push, send_test),
             "Send one notification to one's own devices");
  routes
      .add(post, "/push-notifications/send", bind(push, send_to_everyone),
           "Send a notification to everyone")
      .administrators_only = true;
  routes.add(get, "/push-notifications/jobs", bind(push, list_jobs), "All jobs, newest first")
      .administrators_only = true;
  routes.add(get, "/push-notifications/jobs/{jobId}", bind(push, read_job), "How far a job is")
      .administrators_only = true;
}

}  // namespace

Routes routes(Push& push) {
  Routes table{"push-notifications"};
  add_subscriptions(table, push);
  add_preferences(table, push);
  add_inbox(table, push);
  add_sending(table, push);
  return table;
}

}  // namespace dailygrind::push
