#pragma once

#include "platform/api/call.hpp"
#include "services/user/records.hpp"

namespace dailygrind::user {

/// The profile after `input` replaced `before`: what is absent is removed, but the time zone and
/// the e-mail are kept. The version is one higher unless nothing changed.
ProfileRecord edited(const ProfileRecord& before, const ProfileInput& input, const api::Call& call);

}  // namespace dailygrind::user
