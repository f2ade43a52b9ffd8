#pragma once

#include <vector>

#include "platform/store/dynamodb_calls.hpp"
#include "platform/store/dynamodb_reader.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::store::dynamodb {

/// The port's writes. Thread-safe; must outlive its calls.
///
/// A request is repeated without knowing whether an earlier one was done. Therefore only what may
/// be done twice is a request by itself: a Put or Delete without a condition, an Update without a
/// condition and without `add`. All else is a transaction, whose token makes a repetition have the
/// outcome of the first; it costs twice the write units. A condition tested by a bare PutItem would
/// fail in the second attempt because of what the first has put.
class Writer {
 public:
  Writer(Calls& calls, Reader& reader, const Clock& clock)
      : calls_(calls), reader_(reader), clock_(clock) {}

  Task<WriteResult> write(std::vector<Write> writes);

 private:
  Task<WriteResult> check(Check check);
  Task<std::expected<aws::JsonDocument, aws::Error>> send(const std::vector<Write>& writes,
                                                          Instant now);

  Calls& calls_;
  Reader& reader_;
  const Clock& clock_;
};

}  // namespace dailygrind::store::dynamodb
