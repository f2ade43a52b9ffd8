#pragma once

#include "platform/api/idempotency.hpp"
#include "platform/bus/outbox.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/store/store.hpp"
#include "services/post/deletion.hpp"
#include "services/post/repository.hpp"

namespace dailygrind::post {

/// The post service: what its verbs, its event handler and the seeder work on. Thread-safe as its
/// parts are.
struct Posts {
  /// All must outlive it. The store has the tables of `tables()`.
  Posts(store::Store& store, bus::Outbox& the_outbox, const Clock& time, Random& chance)
      : repository(store, time),
        deletion(store, repository),
        idempotency(store, time),
        outbox(the_outbox),
        clock(time),
        random(chance) {}

  Repository repository;
  Deletion deletion;
  api::Idempotency idempotency;
  bus::Outbox& outbox;
  const Clock& clock;
  Random& random;
};

/// The tables that the service needs.
std::vector<std::string> tables();

/// Problem 401 for somebody whose account was deleted or disabled; the gate asks before each call.
/// The person's card, for `Call::record`.
Task<store::ItemPtr> admit(Posts& posts, const UserId& person);

}  // namespace dailygrind::post
