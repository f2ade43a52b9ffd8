#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/ids.hpp"
#include "platform/describe/describe.hpp"

/// What clients of the push notification service send and get. JSON, rules and the OpenAPI document
/// derive from these declarations.
namespace dailygrind::push {

struct SubscriptionTag : UuidShape {};
using SubscriptionId = Id<SubscriptionTag>;
struct NotificationTag : UuidShape {};
using NotificationId = Id<NotificationTag>;
struct JobTag : UuidShape {};
using JobId = Id<JobTag>;

struct VapidKey {
  std::string public_key;
};
DAILYGRIND_DESCRIBE(VapidKey, (public_key))
constexpr auto rules_of(const VapidKey*) {
  return std::array{describe::line(
      "public_key", 100, "The applicationServerKey of PushManager.subscribe, in base64url")};
}

struct SubscriptionKeys {
  std::string p256dh;
  std::string auth;
};
DAILYGRIND_DESCRIBE(SubscriptionKeys, (p256dh, auth))
constexpr auto rules_of(const SubscriptionKeys*) {
  return std::array{describe::line("p256dh", 100, "A P-256 point of 65 bytes, in base64url"),
                    describe::line("auth", 30, "16 bytes, in base64url")};
}

/// What PushSubscription.toJSON() gives (W3C Push API §8).
struct NewSubscription {
  std::string endpoint;
  std::optional<std::int64_t> expiration_time;
  SubscriptionKeys keys;
};
DAILYGRIND_DESCRIBE(NewSubscription, (endpoint, expiration_time, keys))
constexpr auto rules_of(const NewSubscription*) {
  return std::array{
      describe::Rule{"endpoint", describe::Format::uri, 0, 1800, "Of a push service, https"},
      describe::range("expiration_time", 0, 9'999'999'999'999, "Milliseconds since the epoch")};
}

/// `throttled` and `failed` are tried again until the message's time is over.
enum class TestOutcome : std::uint8_t { sent, refused, throttled, failed };
BOOST_DESCRIBE_ENUM(TestOutcome, sent, refused, throttled, failed)

/// What the push service answered to the last message of POST /push-notifications/test.
struct TestResult {
  TestOutcome outcome = TestOutcome::sent;
  std::int64_t status = 0;
  std::string timestamp;
  bool operator==(const TestResult&) const = default;
};
DAILYGRIND_DESCRIBE(TestResult, (outcome, status, timestamp))
constexpr auto rules_of(const TestResult*) {
  return std::array{
      describe::range("status", 0, 999, "Of HTTP; 0 where there was no answer"),
      describe::line("timestamp", 13, "When it was asked, milliseconds since the epoch")};
}

struct Subscription {
  SubscriptionId subscription_id;
  std::string endpoint;
  std::optional<std::int64_t> expiration_time;
  std::string timestamp;
  std::optional<TestResult> last_test;
};
DAILYGRIND_DESCRIBE(Subscription,
                    (subscription_id, endpoint, expiration_time, timestamp, last_test))
constexpr auto rules_of(const Subscription*) {
  return std::array{
      describe::Rule{"endpoint", describe::Format::uri, 0, 1800},
      describe::range("expiration_time", 0, 9'999'999'999'999, "Milliseconds since the epoch"),
      describe::line("timestamp", 13, "When it was last renewed, milliseconds since the epoch")};
}

/// What the daily call says to somebody who has posted that day already.
enum class WhenAlreadyPosted : std::uint8_t { none, other };
BOOST_DESCRIBE_ENUM(WhenAlreadyPosted, none, other)

struct DailyPreferences {
  bool enabled = true;
  std::string time;
  std::vector<std::int64_t> weekdays;
  std::vector<std::string> quiet_days;
  bool operator==(const DailyPreferences&) const = default;
};
DAILYGRIND_DESCRIBE(DailyPreferences, (enabled, time, weekdays, quiet_days))
constexpr auto rules_of(const DailyPreferences*) {
  return std::array{describe::line("time", 5, "HH:MM in the time zone of the profile"),
                    describe::range("weekdays", 0, 7, "1 is Monday, 7 is Sunday"),
                    describe::range("quiet_days", 0, 366, "Days without a call, YYYY-MM-DD")};
}

struct Preferences {
  DailyPreferences daily;
  WhenAlreadyPosted when_already_posted = WhenAlreadyPosted::none;
  bool friend_requests = true;
  bool acceptances = true;
  bool comments = true;
  bool likes = true;
  bool operator==(const Preferences&) const = default;
};
DAILYGRIND_DESCRIBE(Preferences,
                    (daily, when_already_posted, friend_requests, acceptances, comments, likes))
constexpr auto rules_of(const Preferences*) {
  return std::array{describe::line("when_already_posted", 10,
                                   "What is sent at that time to who has posted on that day")};
}

/// A member that is absent has its default.
struct NewDailyPreferences {
  std::optional<bool> enabled;
  std::optional<std::string> time;
  std::optional<std::vector<std::int64_t>> weekdays;
  std::vector<std::string> quiet_days;
};
DAILYGRIND_DESCRIBE(NewDailyPreferences, (enabled, time, weekdays, quiet_days))
constexpr auto rules_of(const NewDailyPreferences*) {
  return std::array{
      describe::line("time", 5, "HH:MM in the time zone of the profile; by default 12:00"),
      describe::range("weekdays", 0, 7, "1 is Monday, 7 is Sunday; by default all"),
      describe::range("quiet_days", 0, 366, "Days without a call, YYYY-MM-DD")};
}

struct NewPreferences {
  std::optional<NewDailyPreferences> daily;
  std::optional<WhenAlreadyPosted> when_already_posted;
  std::optional<bool> friend_requests;
  std::optional<bool> acceptances;
  std::optional<bool> comments;
  std::optional<bool> likes;
};
DAILYGRIND_DESCRIBE(NewPreferences,
                    (daily, when_already_posted, friend_requests, acceptances, comments, likes))

enum class NotificationType : std::uint8_t {
  daily,
  request,
  acceptance,
  comment,
  like,
  message,
  test
};
BOOST_DESCRIBE_ENUM(NotificationType, daily, request, acceptance, comment, like, message, test)

struct Notification {
  NotificationId notification_id;
  NotificationType type = NotificationType::message;
  std::string title;
  std::string body;
  std::string url;
  std::string timestamp;
  bool read = false;
};
DAILYGRIND_DESCRIBE(Notification, (notification_id, type, title, body, url, timestamp, read))
constexpr auto rules_of(const Notification*) {
  return std::array{describe::text("body", 2000),
                    describe::line("url", 2000, "Where a click leads"),
                    describe::line("timestamp", 13, "Milliseconds since the epoch")};
}

struct InboxRead {
  NotificationId up_to;
};
DAILYGRIND_DESCRIBE(InboxRead, (up_to))

struct Announcement {
  std::string title;
  std::string body;
  std::optional<std::string> url;
};
DAILYGRIND_DESCRIBE(Announcement, (title, body, url))
constexpr auto rules_of(const Announcement*) {
  return std::array{
      describe::line("title", 200), describe::text("body", 500),
      describe::line("url", 1000, "Where a click leads: a path of the app or an https address")};
}

enum class JobKind : std::uint8_t { daily, send };
BOOST_DESCRIBE_ENUM(JobKind, daily, send)
enum class JobState : std::uint8_t { queued, running, done };
BOOST_DESCRIBE_ENUM(JobState, queued, running, done)

/// What became of the messages to one push service.
struct ServiceCount {
  std::string service;
  std::int64_t sent = 0;
  std::int64_t gone = 0;
  std::int64_t throttled = 0;
  std::int64_t failed = 0;
};
DAILYGRIND_DESCRIBE(ServiceCount, (service, sent, gone, throttled, failed))
/// What a job can count, or be late by, at most.
inline constexpr std::int64_t most_counted = 1'000'000'000'000;
constexpr auto rules_of(const ServiceCount*) {
  return std::array{
      describe::line("service", 1800, "Its origin, or \"other\""),
      describe::range("sent", 0, most_counted), describe::range("gone", 0, most_counted),
      describe::range("throttled", 0, most_counted), describe::range("failed", 0, most_counted)};
}

struct PushJob {
  JobId job_id;
  JobKind kind = JobKind::daily;
  JobState state = JobState::queued;
  std::string title;
  std::string timestamp;
  std::int64_t queued = 0;
  std::int64_t sent = 0;
  std::int64_t gone = 0;
  std::int64_t throttled = 0;
  std::int64_t failed = 0;
  std::int64_t lateness_p50 = 0;
  std::int64_t lateness_p99 = 0;
  std::vector<ServiceCount> services;
};
DAILYGRIND_DESCRIBE(PushJob, (job_id, kind, state, title, timestamp, queued, sent, gone, throttled,
                              failed, lateness_p50, lateness_p99, services))
constexpr auto rules_of(const PushJob*) {
  return std::array{
      describe::line("title", 200, "Of the message, or the time and time zone that is called"),
      describe::line("timestamp", 13, "When it was due, milliseconds since the epoch"),
      describe::range("queued", 0, most_counted, "Messages so far, one for each device"),
      describe::range("sent", 0, most_counted),
      describe::range("gone", 0, most_counted,
                      "Subscriptions that no longer exist and were deleted"),
      describe::range("throttled", 0, most_counted, "Attempts that a push service put off"),
      describe::range("failed", 0, most_counted, "Messages that were given up"),
      describe::range("lateness_p50", 0, most_counted,
                      "Milliseconds from the due moment to acceptance"),
      describe::range("lateness_p99", 0, most_counted,
                      "Milliseconds from the due moment to acceptance")};
}

/// The defaults of somebody who has chosen nothing.
Preferences default_preferences();
/// Problem 422 where a time, a weekday or a day is none.
Preferences preferences_of(const NewPreferences& wanted);

}  // namespace dailygrind::push
