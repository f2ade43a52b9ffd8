#include "dailygrind/push_setup.hpp"

#include <filesystem>
#include <stdexcept>

#include "platform/webpush/endpoint.hpp"
#include "platform/webpush/vapid.hpp"

namespace dailygrind {

std::string vapid_contact(const ServerConfig& config) {
  if (!config.vapid_contact.empty()) {
    const auto flaw = webpush::check_contact(config.vapid_contact);
    if (flaw.empty()) return config.vapid_contact;
    throw std::runtime_error{"vapid-contact: " + config.vapid_contact + " " + flaw};
  }
  return webpush::check_contact(config.public_url).empty() ? config.public_url : "";
}

push::Settings push_settings(const ServerConfig& config, webpush::VapidKeys& keys, bool alone) {
  return {.application_key = [&keys] { return keys.newest().public_key(); },
          .resolves_publicly = &webpush::resolves_publicly,
          .local_allowed = config.push_allow_private_addresses,
          .app_url = address_of(config),
          .instance_name = config.instance_name,
          .alone = alone};
}

webpush::SenderSettings sender_settings(const ServerConfig& config) {
  if (!config.push_ca_file.empty() && !std::filesystem::is_regular_file(config.push_ca_file)) {
    throw std::runtime_error{"push-ca-file: there is no file " + config.push_ca_file};
  }
  webpush::SenderSettings settings;
  settings.local_allowed = config.push_allow_private_addresses;
  settings.ca_file = config.push_ca_file;
  return settings;
}

}  // namespace dailygrind
