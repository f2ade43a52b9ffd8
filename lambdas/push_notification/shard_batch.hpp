#pragma once

#include <string>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"
#include "services/push_notification/push.hpp"

namespace dailygrind::lambda {

/// Carries out the shards of a batch from SQS, all at the same time, and answers which of its
/// messages failed (AWS Lambda Developer Guide, "Reporting batch item failures"): those alone come
/// again, and are dead letters in the end. A message that is no shard fails; one whose shard
/// somebody else works on does not. From `until` on nothing more is begun, see `push::carry_out`.
/// Throws FunctionError for an event that is none of SQS.
Task<std::string> carry_out_batch(push::Push& push, std::string payload, Instant until);

}  // namespace dailygrind::lambda
