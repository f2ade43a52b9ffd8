#include "platform/webpush/vapid.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace dailygrind::webpush {
namespace {

/// Endpoints are what users say they are, so origins are without number.
constexpr std::size_t most_headers = 1024;

}  // namespace

Vapid::Vapid(VapidKeys& keys, std::string contact, const Clock& system)
    : keys_(keys), contact_(std::move(contact)), system_(system) {}

std::optional<std::string> Vapid::authorization(const std::string& origin,
                                                const std::string& public_key) {
  const auto key = public_key.empty() ? keys_.newest() : keys_.find(public_key);
  if (!key) return std::nullopt;
  const auto name = key->public_key() + ' ' + origin;
  const auto now = system_.now();
  const std::lock_guard lock{mutex_};
  auto found = headers_.find(name);
  // A clock that was set back leaves tokens that would live too long.
  const bool good = found != headers_.end() && now + renewal < found->second.expires &&
                    found->second.expires <= now + lifetime;
  if (!good) {
    if (headers_.size() >= most_headers) headers_.clear();
    found = headers_.insert_or_assign(name, make(origin, *key)).first;
  }
  return found->second.text;
}

Vapid::Header Vapid::make(const std::string& origin, const VapidKey& key) const {
  const auto expires = system_.now() + lifetime;
  boost::json::object claims{
      {"aud", origin},
      {"exp", std::chrono::floor<std::chrono::seconds>(expires).time_since_epoch().count()}};
  if (!contact_.empty()) claims["sub"] = contact_;
  const auto token = key.sign(boost::json::serialize(claims));
  return {"vapid t=" + token + ", k=" + key.public_key(), expires};
}

}  // namespace dailygrind::webpush
