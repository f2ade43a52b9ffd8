#include "services/user/edit_profile.hpp"

namespace dailygrind::user {
namespace {

/// What is kept of the state before, whatever the input says.
ProfileRecord base_of(const ProfileRecord& before) {
  if (before.standing == Standing::live) return before;
  return {.standing = Standing::live,
          .version = before.version,
          .disabled = before.disabled,
          .time_zone = "UTC"};
}

std::optional<std::string> email_of(const ProfileRecord& before, const ProfileInput& input,
                                    const std::string& proven) {
  if (!proven.empty()) return proven;
  return input.email ? input.email : before.email;
}

}  // namespace

ProfileRecord edited(const ProfileRecord& before, const ProfileInput& input,
                     const std::string& proven_email) {
  ProfileRecord after = base_of(before);
  after.email = email_of(after, input, proven_email);
  after.first_name = input.first_name;
  after.last_name = input.last_name;
  after.headline = input.headline;
  after.birthday = input.birthday;
  after.location = input.location;
  if (input.time_zone) after.time_zone = *input.time_zone;
  after.profile_visibility = input.profile_visibility.value_or(ProfileVisibility::everyone);
  after.contact_visibility = input.contact_visibility.value_or(ContactVisibility::self);
  if (after != before) ++after.version;
  return after;
}

}  // namespace dailygrind::user
