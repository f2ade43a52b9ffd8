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

/// Puts `device` among `devices`. A renewed one keeps its id.
void put_device(std::vector<Device>& devices, Device& device) {
  const auto same = std::ranges::find(devices, device.endpoint, &Device::endpoint);
  if (same != devices.end()) {
    device.id = same->id;
    *same = device;
    return;
  }
  if (devices.size() >= most_devices) {
    devices.erase(std::ranges::min_element(devices, {}, &Device::renewed));
  }
  devices.push_back(device);
}

}  // namespace

Task<std::optional<UserId>> Repository::owner_of(const std::string& endpoint,
                                                 const SubscriptionKeys& keys) {
  const auto claim = co_await store_.get(claim_key(endpoint, keys));
  if (!claim) co_return std::nullopt;
  co_return UserId{claim->attributes.text("userId")};
}

/// A claim and its device come and go in one transaction, so that whoever is named by the claim is
/// told through the browser and nobody else.
Task<Repository::AddedDevice> Repository::add_device(const UserId& user, Device device,
                                                     std::optional<UserId> before) {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    if (before && *before != user) {
      co_await drop(*before, device);
      before.reset();
    }
    Device stored;
    const auto edit = [&](PersonRecord& person) {
      if (person.deleted) throw Problem::unauthorized("This account was deleted.");
      stored = device;
      put_device(person.devices, stored);
      return true;
    };
    Writes with;
    auto condition = before ? Condition::equals("userId", user.str()) : Condition::absent();
    with.emplace_back(Put{{claim_of(device), {{"userId", user.str()}}, std::nullopt}, condition});
    const auto change = co_await this->change(user, edit, std::move(with));
    if (change != Change::refused) {
      co_return AddedDevice{view_of(stored), stored.id == device.id};
    }
    before = co_await owner_of(device.endpoint, keys_of(device));
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
  const auto change = co_await this->change(user, [&](PersonRecord& person) {
    return std::erase_if(person.devices, [&](const Device& own) { return own.id == device; }) > 0;
  });
  co_return change == Change::made;
}

Task<> Repository::bury(const UserId& user, std::int64_t version, Instant at) {
  co_await change(user, [&](PersonRecord& person) {
    if (version <= person.deleted_version) return false;
    if (version < person.version) {
      const auto old = [&](const Device& device) { return device.renewed < format_timestamp(at); };
      std::erase_if(person.devices, old);
      person.deleted_version = version;
      return true;
    }
    person = {.deleted = true,
              .version = version,
              .deleted_version = version,
              .revision = person.revision};
    return true;
  });
}

Task<> Repository::add_releases(const UserId& user, const PersonRecord& before,
                                const PersonRecord& after, Writes& writes) {
  std::vector<store::Key> left;
  for (const auto& device : before.devices) left.push_back(claim_of(device));
  std::erase_if(left, [&](const store::Key& claim) {
    return std::ranges::count(after.devices, claim, claim_of) > 0;
  });
  if (left.empty()) co_return;
  const auto claims = co_await store_.batch_get(left);
  const auto own = Condition::equals("userId", user.str());
  for (const auto& claim : claims) {
    const bool is_own = claim && claim->attributes.text("userId") == user.str();
    if (is_own) writes.emplace_back(Delete{claim->key, own});
  }
}

Task<> Repository::drop(const UserId& user, const Device& device) {
  const auto claim = claim_of(device);
  co_await change(user, [&](PersonRecord& person) {
    const auto is_it = [&](const Device& own) { return claim_of(own) == claim; };
    return std::erase_if(person.devices, is_it) > 0;
  });
}

}  // namespace dailygrind::push
