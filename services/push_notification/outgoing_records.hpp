#pragma once

#include <string>
#include <vector>

#include "platform/store/store.hpp"
#include "services/push_notification/courier.hpp"
#include "services/push_notification/keys.hpp"
#include "services/push_notification/records.hpp"

/// What is stored of messages that wait, and of what became of them.
namespace dailygrind::push {

OutgoingRecord record_of(const Parcel& parcel, const std::string& job);
/// For the next attempt.
OutgoingRecord again(const Delivery& delivery, const std::string& job);
/// The item of a message; it outlives the message's time by an hour.
store::Put waiting(store::Key key, const OutgoingRecord& record);
/// To whom a message that waits is sent: to nobody where the device or the person has gone.
std::vector<Parcel> parcels_of(const OutgoingRecord& record, const PersonRecord& person);

/// What the tries of one job add up to.
struct JobChange {
  std::int64_t open = 0;
  Tally tally;
};

/// Adds it to the counts of a job, of which `counted_before` may be a little old: several runners
/// add to them, so that it is known only roughly how many push services there are.
store::Update change_of(const std::string& job, const JobChange& change,
                        const store::ItemPtr& counted_before);

}  // namespace dailygrind::push
