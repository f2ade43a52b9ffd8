#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/api/call.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"
#include "platform/store/store.hpp"
#include "services/push_notification/keys.hpp"
#include "services/push_notification/records.hpp"

namespace dailygrind::push {

/// What became of a change.
enum class Change : std::uint8_t {
  made,
  unchanged,  ///< it was so already
  refused,    ///< a write that was to go with it was refused
};

/// What somebody should be told, and the message for the devices.
struct Note {
  NotificationId id;
  UserId to;
  InboxRecord entry;
  std::string payload;
  std::string topic;
  std::string event;  ///< the event that it tells of; "" is none
  Instant ends{};     ///< from then on no device is told
};

/// The places that are called, with how many people each has.
struct Place {
  std::string name;
  std::int64_t people = 0;
  std::int64_t called = 0;  ///< the last day for which there was a job
};

/// A shard of a job that is not done.
struct Work {
  JobId job;
  std::size_t shard = 0;
  Instant handed_over{};  ///< when it was put in a queue, so far as nobody has given it back since
};

/// Everything that the push notification service keeps, on the store port; the layout and the cost
/// of each call are in README.md. Holds no state of its own: thread-safe as the store is. All calls
/// throw Problem::unavailable where the store does, and where somebody's item changes faster than
/// it can be written.
class Repository {
 public:
  using Writes = std::vector<store::Write>;
  /// Changes a person; false where nothing is to be changed. May be called again with what is there
  /// then.
  using Edit = std::function<bool(PersonRecord&)>;

  /// Both must outlive it.
  Repository(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  // people.cpp
  /// An empty record where nothing is known of `user`.
  Task<PersonRecord> person(const UserId& user);
  /// Changes somebody and, in the same transaction, the row of the call and the claims on devices
  /// that are left; `with` are writes that belong to it.
  Task<Change> change(const UserId& user, Edit edit, Writes with = {});

  /// Makes somebody a tombstone and removes devices and row; of somebody who has come back since,
  /// only the devices of before `at`.
  Task<> bury(const UserId& user, std::int64_t version, Instant at);

  // blocks.cpp
  /// Ignored unless newer than what is there.
  Task<> keep_block(const UserId& by, const UserId& user, std::int64_t version, bool exists);

  // subscriptions.cpp
  /// Whose subscription with that endpoint and those keys is; nothing where there is none.
  Task<std::optional<UserId>> owner_of(const std::string& endpoint, const SubscriptionKeys& keys);
  struct AddedDevice {
    Subscription subscription;
    bool is_new = true;
  };
  /// Adds a device, or renews the one with the same endpoint, and takes it from `before`.
  Task<AddedDevice> add_device(const UserId& user, Device device, std::optional<UserId> before);
  /// Nothing where `user` has no such device.
  Task<> note_test(const UserId& user, const SubscriptionId& device, const TestResult& result);
  /// False where `user` has no such device.
  Task<bool> remove_device(const UserId& user, const SubscriptionId& device);

  // inbox.cpp
  /// Newest first.
  Task<api::Paged<Notification>> inbox(const UserId& user, const api::Page& page);
  /// At most `most_unread`.
  Task<std::size_t> unread(const UserId& user);
  /// Problem 401 where `user` was deleted.
  Task<> mark_read(const UserId& user, const NotificationId& up_to);
  /// Removes entries and what else is kept of somebody but the person, of before `until`.
  Task<> clear(const UserId& user, Instant until);
  static constexpr std::size_t most_unread = 1000;
  static constexpr std::chrono::days inbox_kept{30};

  // notes.cpp
  /// What deciding on a note needs.
  struct Relation {
    PersonRecord to;
    PersonRecord by;
    bool blocked = false;
    bool heard = false;
    LikesRecord likes;
    std::int64_t likes_version = 0;
  };
  Task<Relation> relation(const UserId& to, const UserId& by, const std::string& event,
                          const std::string& post);
  /// The inbox entry and, where `send`, the message that waits; both once an event. `unchanged`
  /// where the event was heard before, `refused` where one of `with` was or the reader is deleted.
  Task<Change> add_note(const Note& note, bool send, Writes with = {});
  store::Write inbox_entry(const UserId& user, const std::string& id, const InboxRecord& entry);

  // places.cpp
  Task<std::vector<Place>> places();
  /// The place after `name`, "" is the first; nothing where it was the last.
  Task<std::optional<std::string>> place_after(const std::string& name);
  /// Forgets it where nobody is there.
  Task<> forget_place(const std::string& name);

  // jobs.cpp
  /// The items of a job; `with` come first. False where one of those was refused.
  Task<bool> add_job(const JobId& id, const JobRecord& job, Writes with);
  Task<std::optional<JobRecord>> job(const JobId& id);
  /// The shards that are not done, of all jobs.
  Task<std::vector<Work>> work();
  /// Notes that these are in a queue now.
  Task<> note_handed_over(std::vector<Work> work);
  Task<std::optional<PushJob>> progress(const JobId& id);
  Task<api::Paged<JobId>> jobs(const api::Page& page);

  [[nodiscard]] store::Store& store() { return store_; }

 private:
  Task<> add_row_writes(const UserId& user, const PersonRecord& before, PersonRecord& after,
                        Writes& writes);
  [[nodiscard]] std::int64_t missed_at(const std::string& place) const;
  /// Demands that `user` was not deleted.
  static store::Check still_here(const UserId& user);
  /// Gives up the claims on those devices that `user` has no more.
  Task<> add_releases(const UserId& user, const PersonRecord& before, const PersonRecord& after,
                      Writes& writes);
  /// Removes a device that somebody else claims.
  Task<> drop(const UserId& user, const Device& device);

  store::Store& store_;
  const Clock& clock_;
};

}  // namespace dailygrind::push
