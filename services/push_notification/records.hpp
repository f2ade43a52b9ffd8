#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/describe/describe.hpp"
#include "services/push_notification/contract.hpp"

/// The stored shapes. Attributes carry the members' camel-case names.
namespace dailygrind::push {

/// One browser of somebody. Keys are in base64url, as the browser gave them.
struct Device {
  SubscriptionId id;
  std::string endpoint;
  std::string p256dh;
  std::string auth;
  std::string application_key;  ///< our public key, with which it subscribed
  std::optional<std::int64_t> expiration_time;
  std::string renewed;
  std::optional<TestResult> last_test;
};
DAILYGRIND_DESCRIBE(Device, (id, endpoint, p256dh, auth, application_key, expiration_time, renewed,
                             last_test))
constexpr auto rules_of(const Device*) {
  return std::array{describe::line("endpoint", 1800),
                    describe::range("expiration_time", 0, 9'999'999'999'999)};
}

/// All that is known of somebody; the row of the call is a copy of what noon needs of it.
struct PersonRecord {
  std::string first_name;
  std::string last_name;
  std::string time_zone;  ///< "" until it is known
  bool disabled = false;
  bool deleted = false;
  std::int64_t version = 0;          ///< of the profile; 0 until it is known
  std::int64_t deleted_version = 0;  ///< of the latest deletion that is known
  std::int64_t revision = 0;         ///< grows with each change of this item
  std::optional<Preferences> preferences;
  std::vector<Device> devices;
  std::optional<std::string> place;  ///< where the row lies; nothing: there is none
  std::string posted;                ///< the latest post that is known
  std::int64_t posted_day = 0;
  bool posted_gone = false;  ///< it was deleted
  std::int64_t called = 0;   ///< the last day of a call, while there is no row

  [[nodiscard]] Preferences wishes() const { return preferences.value_or(default_preferences()); }
  /// Neither notified nor told of.
  [[nodiscard]] bool hidden() const { return disabled || deleted; }
  [[nodiscard]] std::string name() const;
};
DAILYGRIND_DESCRIBE(PersonRecord, (first_name, last_name, time_zone, disabled, deleted, version,
                                   deleted_version, revision, preferences, devices, place, posted,
                                   posted_day, posted_gone, called))

/// What noon needs of somebody. `called` and `called_by` (a job) are the durable record that makes
/// it one call a day. `missed` is the day whose call was over at this place before the person came.
struct CallRecord {
  std::vector<Device> devices;
  std::vector<std::int64_t> weekdays;
  std::vector<std::string> quiet_days;
  WhenAlreadyPosted when_already_posted = WhenAlreadyPosted::none;
  std::int64_t posted_day = 0;
  std::int64_t called = 0;
  std::string called_by;
  std::int64_t missed = 0;
};
DAILYGRIND_DESCRIBE(CallRecord, (devices, weekdays, quiet_days, when_already_posted, posted_day,
                                 called, called_by, missed))

/// What was notified; the sort key has the id.
struct InboxRecord {
  NotificationType type = NotificationType::message;
  std::string title;
  std::string body;
  std::string url;
  std::string timestamp;
};
DAILYGRIND_DESCRIBE(InboxRecord, (type, title, body, url, timestamp))

/// The likes of one post: who, as far as they were told of, and the entry that tells it.
struct LikesRecord {
  std::vector<std::string> people;
  std::string notification;
};
DAILYGRIND_DESCRIBE(LikesRecord, (people, notification))

/// What is sent to whom.
struct JobRecord {
  JobKind kind = JobKind::daily;
  std::string place;      ///< of a daily call
  std::int64_t day = 0;   ///< of a daily call, YYYYMMDD
  std::int64_t due = 0;   ///< milliseconds since the epoch
  std::int64_t ends = 0;  ///< from then on nothing is sent any more
  std::string title;      ///< of a message to everyone
  std::string body;
  std::string url;
};
DAILYGRIND_DESCRIBE(JobRecord, (kind, place, day, due, ends, title, body, url))

/// How far one shard of a job is. `place` and `after` are the checkpoint.
struct ShardRecord {
  std::string place;
  std::string after;
  bool done = false;
  std::int64_t lease = 0;  ///< who owns the shard owns it until then
  std::string owner;
  std::int64_t queued = 0;
  std::int64_t sent = 0;
  std::int64_t gone = 0;
  std::int64_t throttled = 0;
  std::int64_t failed = 0;
  std::string lateness;  ///< see lateness.hpp
  std::vector<ServiceCount> services;
};
DAILYGRIND_DESCRIBE(ShardRecord, (place, after, done, lease, owner, queued, sent, gone, throttled,
                                  failed, lateness, services))

/// A message that waits: for its first attempt to all devices, or for another one to one device.
struct OutgoingRecord {
  UserId user;
  std::string device;   ///< "" is all
  std::string service;  ///< of the device, for counts that come after it has gone
  std::string payload;
  std::string topic;
  std::int64_t due = 0;
  std::int64_t ends = 0;
  std::int64_t attempt = 1;
  std::string job;    ///< "" is none
  std::string owner;  ///< the program that is sending it; "" while it waits
};
DAILYGRIND_DESCRIBE(OutgoingRecord,
                    (user, device, service, payload, topic, due, ends, attempt, job, owner))

inline std::int64_t in_milliseconds(Instant moment) { return moment.time_since_epoch().count(); }
inline Instant instant_of(std::int64_t since_epoch) { return Instant{milliseconds{since_epoch}}; }
/// `2026-11-23` as 20261123, so that days compare as numbers; 0 where it is no day.
std::int64_t day_number(std::string_view day);

/// Nobody is called from here: people who want no daily call.
inline constexpr auto quiet_place = "off";
/// Where the row of somebody belongs; nothing for whom nothing is sent.
std::optional<std::string> place_of(const PersonRecord& person);

/// A place that is called.
struct DailyTime {
  std::string zone;
  std::chrono::minutes time{};
};
/// Nothing for the quiet place.
std::optional<DailyTime> daily_time(const std::string& place);

}  // namespace dailygrind::push
