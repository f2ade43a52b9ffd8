#pragma once

#include <string>

#include "platform/identity/embedded/account.hpp"

namespace dailygrind::identity {

/// Throws Refusal::invalid_parameter unless every name is a standard attribute of OpenID Connect
/// (or `custom:…`) and no value is longer than 2048 bytes or holds control characters, and
/// Refusal::not_authorized for what only the server sets (`sub`, `email_verified`, …).
void check_attributes(const UserAttributes& attributes);

/// Sets each attribute, "" removes it. Throws Refusal::invalid_parameter where all together would
/// exceed 2048 bytes, which keeps id tokens short enough for a header.
void merge_attributes(UserAttributes& into, const UserAttributes& changes);

/// Takes the e-mail out of `attributes`: "" where there is none, Refusal::invalid_parameter where
/// it is malformed.
std::string take_email(UserAttributes& attributes);

}  // namespace dailygrind::identity
