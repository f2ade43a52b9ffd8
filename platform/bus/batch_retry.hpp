#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "platform/bus/sns_sqs_bus.hpp"

/// What calls of SNS and SQS have in common.
namespace dailygrind::bus::sqs {

/// What a batch holds, at most; also of bytes.
inline constexpr std::size_t most_entries = 10;
inline constexpr std::size_t most_bytes = std::size_t{256} * 1024;

/// The entries of a batch that were not done.
struct Failures {
  std::vector<std::size_t> entries;
  std::string cause;  ///< of one of them
};
/// Sends the entries with these numbers as one batch.
using SendEntries = std::function<Task<Failures>(std::vector<std::size_t>)>;

/// Sends the entries 0 to `count` - 1, and those that were not done again, with a jittered
/// back-off, as often as the settings say. Throws Problem::unavailable.
Task<> send_until_done(std::size_t count, SendEntries send, Random& random,
                       const SnsSqsSettings& settings);

/// A call whose errors are Problem::unavailable.
Task<http::ClientResponse> ask(aws::Client& service, aws::Request request);

/// Cuts entries of these sizes, in bytes, into batches: the index behind the last of each.
std::vector<std::size_t> batch_ends(const std::vector<std::size_t>& sizes);

}  // namespace dailygrind::bus::sqs
