#include "services/push_notification/outgoing_records.hpp"

#include "platform/describe/attributes.hpp"
#include "services/push_notification/service_counts.hpp"

namespace dailygrind::push {

OutgoingRecord record_of(const Parcel& parcel, const std::string& job) {
  return {.user = parcel.user,
          .device = parcel.device.id.str(),
          .service = service_of(parcel.device.endpoint),
          .payload = parcel.payload,
          .topic = parcel.topic,
          .due = in_milliseconds(parcel.due),
          .ends = in_milliseconds(parcel.ends),
          .attempt = parcel.attempt,
          .job = job};
}

OutgoingRecord again(const Delivery& delivery, const std::string& job) {
  auto record = record_of(delivery.parcel, job);
  ++record.attempt;
  return record;
}

std::vector<Parcel> parcels_of(const OutgoingRecord& record, const PersonRecord& person) {
  std::vector<Parcel> parcels;
  for (const auto& device : person.devices) {
    const bool meant = record.device.empty() || record.device == device.id.str();
    if (person.hidden() || !meant) continue;
    parcels.push_back({.user = record.user,
                       .device = device,
                       .payload = record.payload,
                       .topic = record.topic,
                       .due = instant_of(record.due),
                       .ends = instant_of(record.ends),
                       .attempt = static_cast<int>(record.attempt)});
  }
  return parcels;
}

store::Put waiting(store::Key key, const OutgoingRecord& record) {
  return {{std::move(key), describe::to_attributes(record),
           instant_of(record.ends) + std::chrono::hours{1}},
          {}};
}

store::Update change_of(const std::string& job, const JobChange& change,
                        const store::ItemPtr& counted_before) {
  std::vector<ServiceCount> counts;
  if (counted_before) {
    for (const auto& known : from_counters(counted_before->attributes)) {
      counts.push_back({.service = known.service});
    }
  }
  merge(counts, change.tally.services);
  store::Update update{.key = later_key(JobId{job}), .add = {{"open", change.open}}};
  for (const auto& counters : {to_counters(counts), change.tally.lateness.counters()}) {
    for (const auto& [name, count] : counters) {
      update.add.emplace_back(name, std::get<std::int64_t>(count));
    }
  }
  return update;
}

}  // namespace dailygrind::push
