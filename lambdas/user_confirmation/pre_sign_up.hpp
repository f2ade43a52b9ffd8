#pragma once

#include <string>

#include "platform/core/server_config.hpp"
#include "platform/identity/embedded/admission.hpp"

namespace dailygrind::lambda {

/// What Cognito is answered before it makes an account (Amazon Cognito Developer Guide, "Pre
/// sign-up Lambda trigger"): the event `payload` with its `response` filled in. Somebody whom an
/// administrator makes an account for is let in. Throws FunctionError, whose text Cognito shows to
/// the client as UserLambdaValidationException, where the rules refuse, and for an event that is
/// none of that trigger.
std::string pre_sign_up(const std::string& payload, const identity::SignUpRules& rules,
                        ConfirmSignUp confirm);

}  // namespace dailygrind::lambda
