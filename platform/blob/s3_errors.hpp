#pragma once

#include "platform/aws/client.hpp"

/// What S3 means by an error.
namespace dailygrind::blob::s3 {

enum class Verdict : std::uint8_t {
  absent,          ///< no such key
  behind_the_end,  ///< no byte of the range is there
  no_such_upload,
  parts_differ,
  defect,  ///< the request can never be done
  failed,
};

/// Throws the error that S3 says under the status 200, which happens where completing an upload
/// fails after the answer has begun (with spaces, to keep the connection alive); and
/// Problem::unavailable where it says neither an error nor that it was done.
void check_late_error(const http::ClientResponse& answer);

[[nodiscard]] Verdict verdict_of(const aws::Error& error);

/// Throws what the port says of an error that is no ordinary outcome: std::logic_error for a
/// defect, else Problem::unavailable, with what to do about it where that is known.
[[noreturn]] void fail(const aws::Error& error);

}  // namespace dailygrind::blob::s3
