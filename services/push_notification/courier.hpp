#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/bus/bell.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"
#include "platform/webpush/sender.hpp"
#include "services/push_notification/contract.hpp"
#include "services/push_notification/figures.hpp"
#include "services/push_notification/lateness.hpp"
#include "services/push_notification/records.hpp"

namespace dailygrind::push {

/// One message to one device.
struct Parcel {
  UserId user;
  Device device;
  std::string payload;
  std::string topic;
  Instant due{};   ///< for how late it was
  Instant ends{};  ///< from then on it is not sent any more
  int attempt = 1;
};

/// What became of a parcel.
enum class Fate : std::uint8_t {
  sent,
  gone,      ///< the subscription is to be removed
  put_off,   ///< to be tried again at `again`
  given_up,  ///< it will not get better, or its time is over
};
struct Delivery {
  Parcel parcel;
  Fate fate = Fate::given_up;
  webpush::Outcome outcome = webpush::Outcome::failed;
  int status = 0;  ///< of HTTP; 0 where there was no answer
  Instant again{};
  milliseconds late{};
};

/// What became of many.
struct Tally {
  std::int64_t sent = 0;
  std::int64_t gone = 0;
  std::int64_t throttled = 0;
  std::int64_t failed = 0;
  Lateness lateness;
  std::vector<ServiceCount> services;

  void count(const Delivery& delivery);
};

/// Parcels that are delivered at the same time. Belongs to one executor, as all who hold it.
class Batch {
 public:
  explicit Batch(std::vector<Parcel> parcels);

  /// In the order of the parcels.
  [[nodiscard]] const std::vector<Delivery>& deliveries() const { return deliveries_; }
  [[nodiscard]] bool ended(std::size_t at) const { return ended_[at]; }
  /// Returns when all have ended, or after `longest`.
  Task<> wait(milliseconds longest);
  /// Returns when that one has ended.
  Task<> wait_for(std::size_t at);

 private:
  friend class Courier;
  void end(std::size_t at);

  std::vector<Delivery> deliveries_;  ///< of those that have not ended, the parcel counts alone
  std::vector<bool> ended_;
  std::size_t open_;
  bus::Bell rung_;
};
using BatchPtr = std::shared_ptr<Batch>;

/// Hands messages to the sender and reads its answers. Keeps nothing; thread-safe as the sender is.
class Courier {
 public:
  /// All must outlive it.
  Courier(webpush::Sender& sender, Figures& figures, const Clock& clock)
      : sender_(sender), figures_(figures), clock_(clock) {}

  /// Begins to deliver all of them, on the caller's executor. Each ends within a minute or so, as
  /// an attempt of the sender does.
  Task<BatchPtr> start(std::vector<Parcel> parcels);

 private:
  Task<> deliver_into(BatchPtr batch, std::size_t at);
  Task<> deliver(Delivery& delivery);

  webpush::Sender& sender_;
  Figures& figures_;
  const Clock& clock_;
};

}  // namespace dailygrind::push
