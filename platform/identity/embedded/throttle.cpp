#include "platform/identity/embedded/throttle.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace dailygrind::identity {
namespace {

using store::Condition;
using namespace std::chrono_literals;

constexpr std::chrono::seconds longest_lock = 15min;
constexpr std::chrono::seconds forgotten_after = 15min;
constexpr int tries = 20;

store::Key key_of(const std::string& scope, const std::string& key) {
  return {"throttle", scope + "#" + key, "count"};
}

std::chrono::seconds lock_after(std::int64_t failures, int free) {
  const auto doublings = failures - free;
  if (doublings < 0) return 0s;
  return std::min(longest_lock, std::chrono::seconds{1LL << std::min<std::int64_t>(doublings, 20)});
}

}  // namespace

Task<bool> Throttle::is_locked(Lockout lockout) {
  if (lockout.key.empty()) co_return false;
  const auto item = co_await store_.get(key_of(lockout.scope, lockout.key));
  co_return item&& clock_.now().time_since_epoch().count() < item->attributes.number("lockedUntil");
}

Task<void> Throttle::failed(Lockout lockout) {
  if (lockout.key.empty()) co_return;
  const auto key = key_of(lockout.scope, lockout.key);
  for (int i = 0; i < tries; ++i) {
    const auto item = co_await store_.get(key);
    const auto failures = item ? item->attributes.number("failures") : 0;
    const auto until = clock_.now() + lock_after(failures + 1, lockout.free);
    auto condition = item ? Condition::equals("failures", failures) : Condition::absent();
    const auto written = co_await store_.write(
        {store::Put{{.key = key,
                     .attributes = {{"failures", failures + 1},
                                    {"lockedUntil", until.time_since_epoch().count()}},
                     .expires = until + forgotten_after},
                    std::move(condition)}});
    if (written) co_return;
  }
}

Task<void> Throttle::forget(Lockout lockout) {
  if (lockout.key.empty()) co_return;
  const auto key = key_of(lockout.scope, lockout.key);
  if (co_await store_.get(key)) co_await store_.write({store::Delete{key, {}}});
}

Task<bool> Throttle::use(Allowance allowance) {
  if (allowance.key.empty()) co_return true;
  const auto key = key_of(allowance.scope, allowance.key);
  for (int i = 0; i < tries; ++i) {
    const auto first =
        co_await store_.write({store::Put{{.key = key,
                                           .attributes = {{"uses", std::int64_t{1}}},
                                           .expires = clock_.now() + allowance.window},
                                          Condition::absent()}});
    if (first) co_return true;
    const Condition some_left{{{Condition::Test::less, "uses", std::int64_t{allowance.limit}}},
                              Condition::Join::every};
    const auto next = co_await store_.write({store::Update{
        .key = key, .add = {{"uses", 1}}, .condition = Condition::exists() && some_left}});
    if (next) co_return true;
    if (next.error().existing) co_return false;
  }
  co_return false;
}

std::string throttle_key_of_address(const std::string& text) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(text, error);
  if (error) return {};
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  if (address.to_v6().is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6())
        .to_string();
  }
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return boost::asio::ip::address_v6{bytes}.to_string() + "/64";
}

}  // namespace dailygrind::identity
