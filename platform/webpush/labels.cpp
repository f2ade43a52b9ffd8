#include "platform/webpush/labels.hpp"

namespace dailygrind::webpush {
namespace {

/// True for `https://host` and `https://<something>.host`.
bool is_of(std::string_view origin, std::string_view host) {
  constexpr std::string_view scheme = "https://";
  if (!origin.starts_with(scheme) || !origin.ends_with(host)) return false;
  origin.remove_prefix(scheme.size());
  return origin.size() == host.size() || origin[origin.size() - host.size() - 1] == '.';
}

}  // namespace

std::size_t label_of(std::string_view origin) {
  constexpr std::size_t others = service_labels.size() - 1;
  std::size_t at = 0;
  while (at < others && !is_of(origin, service_labels.at(at))) ++at;
  return at;
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::sent:
      return "sent";
    case Outcome::gone:
      return "gone";
    case Outcome::too_large:
      return "too_large";
    case Outcome::refused:
      return "refused";
    case Outcome::throttled:
      return "throttled";
    case Outcome::failed:
      return "failed";
  }
  return {};
}

}  // namespace dailygrind::webpush
