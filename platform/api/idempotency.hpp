#pragma once

#include <optional>
#include <string>

#include "platform/api/call.hpp"
#include "platform/core/clock.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::api {

/// Idempotency-Key: the first call with a key records the id of what it made, in the transaction
/// that makes it; the same call again within a day finds that id instead of making another.
/// Records lie in the table "idempotency": partition `user#<id>`, sort key = the key.
class Idempotency {
 public:
  /// Both must outlive it.
  Idempotency(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  /// The id that this call's key has made before; nothing without a key or on its first use.
  /// Problem 422 where the key was used for another request.
  Task<std::optional<std::string>> find(const Call& call);

  /// Adds the record to a transaction; nothing where the call has no key. When two calls with one
  /// key race, the second transaction is refused at this write: `find` then gives the id.
  void record(const Call& call, const std::string& made_id, std::vector<store::Write>& writes);

 private:
  store::Store& store_;
  const Clock& clock_;
};

}  // namespace dailygrind::api
