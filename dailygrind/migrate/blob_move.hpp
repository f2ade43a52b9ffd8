#pragma once

#include <cstddef>

#include "dailygrind/migrate/migration.hpp"
#include "platform/blob/blob.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::migrate {

/// Copies all blobs from one kind of storage to another, while nobody writes to either, and looks
/// that the target has them with the same types and SHA-256. What it has already is not copied
/// again, so that the same call goes on after a crash. Returns how many there are.
///
/// Throws std::runtime_error with one sentence where the target holds others, a blob is larger than
/// `blob::max_call_bytes`, or is not the same there; Problem::unavailable where a side does not
/// answer. What was copied stays.
Task<std::size_t> move_blobs(blob::Blobs& source, blob::Blobs& target, BeginStep begin);

}  // namespace dailygrind::migrate
