#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "services/push_notification/repository.hpp"
#include "services/push_notification/views.hpp"

namespace dailygrind::push {
namespace {

using store::Condition;
using store::Delete;
using store::Put;

/// Beyond it the device that was renewed longest ago makes room.
constexpr std::size_t most_devices = 10;
constexpr int most_attempts = 30;

SubscriptionKeys keys_of(const Device& device) { return {device.p256dh, device.auth}; }

store::Key claim_of(const Device& device) { return claim_key(device.endpoint, keys_of(device)); }

/// Puts `device` among `devices`; those that make room go to `gone`. A renewed one keeps its id.
void put_device(std::vector<Device>& devices, Device& device, std::vector<Device>& gone) {
  const auto same = std::ranges::find(devices, device.endpoint, &Device::endpoint);
  if (same != devices.end()) {
    device.id = same->id;
    if (claim_of(*same) != claim_of(device)) gone.push_back(*same);
    *same = device;
    return;
  }
  if (devices.size() >= most_devices) {
    const auto oldest = std::ranges::min_element(devices, {}, &Device::renewed);
    gone.push_back(*oldest);
    devices.erase(oldest);
  }
  devices.push_back(device);
}

bool take_device(std::vector<Device>& devices, const std::function<bool(const Device&)>& is_it) {
  return std::erase_if(devices, is_it) > 0;
}

}  // namespace

Task<std::optional<UserId>> Repository::owner_of(const std::string& endpoint,
                                                 const SubscriptionKeys& keys) {
  const auto claim = co_await store_.get(claim_key(endpoint, keys));
  if (!claim) co_return std::nullopt;
  co_return UserId{claim->attributes.text("userId")};
}

/// The claim moves first; the device of `before` counts for nothing from then on and is removed
/// after it, so that nothing is lost when this is left half-way and tried again.
Task<Repository::AddedDevice> Repository::add_device(const UserId& user, Device device,
                                                     std::optional<UserId> before) {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    std::vector<Device> gone;
    Device stored;
    const auto edit = [&](PersonRecord& person) {
      if (person.deleted) throw Problem::unauthorized("This account was deleted.");
      gone.clear();
      stored = device;
      put_device(person.devices, stored, gone);
      return true;
    };
    Writes with;
    auto condition = before ? Condition::equals("userId", before->str()) : Condition::absent();
    with.emplace_back(Put{{claim_of(device), {{"userId", user.str()}}, std::nullopt}, condition});
    const auto change = co_await this->change(user, edit, std::move(with));
    if (change == Change::refused) {
      before = co_await owner_of(device.endpoint, keys_of(device));
      continue;
    }
    for (const auto& other : gone) co_await release(user, other);
    if (before && *before != user) co_await drop(*before, device);
    co_return AddedDevice{view_of(stored), stored.id == device.id};
  }
  throw Problem::unavailable("a subscription keeps moving");
}

Task<> Repository::note_test(const UserId& user, const SubscriptionId& device,
                             const TestResult& result) {
  co_await change(user, [&](PersonRecord& person) {
    const auto found = std::ranges::find(person.devices, device, &Device::id);
    if (found == person.devices.end()) return false;
    found->last_test = result;
    return true;
  });
}

Task<bool> Repository::remove_device(const UserId& user, const SubscriptionId& device) {
  std::optional<Device> removed;
  const auto change = co_await this->change(user, [&](PersonRecord& person) {
    removed.reset();
    const auto found = std::ranges::find(person.devices, device, &Device::id);
    if (found == person.devices.end()) return false;
    removed = *found;
    person.devices.erase(found);
    return true;
  });
  if (change != Change::made) co_return false;
  co_await release(user, *removed);
  co_return true;
}

Task<> Repository::bury(const UserId& user, std::int64_t version, Instant at) {
  std::vector<Device> removed;
  co_await change(user, [&](PersonRecord& person) {
    removed.clear();
    if (version <= person.deleted_version) return false;
    if (version < person.version) {
      const auto old = [&](const Device& device) { return device.renewed < format_timestamp(at); };
      std::ranges::copy_if(person.devices, std::back_inserter(removed), old);
      std::erase_if(person.devices, old);
      person.deleted_version = version;
      return true;
    }
    removed = person.devices;
    person = {.deleted = true,
              .version = version,
              .deleted_version = version,
              .revision = person.revision};
    return true;
  });
  for (const auto& device : removed) co_await release(user, device);
}

Task<> Repository::release(const UserId& user, const Device& device) {
  Writes writes;
  writes.emplace_back(Delete{claim_of(device), Condition::equals("userId", user.str())});
  co_await store_.write(std::move(writes));
}

Task<> Repository::drop(const UserId& user, const Device& device) {
  const auto is_it = [&](const Device& other) { return claim_of(other) == claim_of(device); };
  co_await change(user, [&](PersonRecord& person) { return take_device(person.devices, is_it); });
}

}  // namespace dailygrind::push
