#pragma once

#include <string>

#include "services/user/records.hpp"

namespace dailygrind::user {

/// The profile after `input` replaced `before`: what is absent is removed, but the time zone and
/// the e-mail are kept. `proven_email` counts more than that of the input; "" is none. The version
/// is one higher unless nothing changed.
ProfileRecord edited(const ProfileRecord& before, const ProfileInput& input,
                     const std::string& proven_email);

}  // namespace dailygrind::user
