#pragma once

#include "platform/api/idempotency.hpp"
#include "platform/bus/outbox.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/identity/account_directory.hpp"
#include "services/user/picture_places.hpp"
#include "services/user/repository.hpp"

namespace dailygrind::user {

/// The user service: what its verbs work on. Thread-safe as its parts are; all references must
/// outlive it.
struct Users {
  Repository repository;
  api::Idempotency idempotency;
  bus::Outbox& outbox;
  const Clock& clock;
  Random& random;
  /// The sign-in accounts; null where they are kept by an issuer that cannot be asked.
  identity::AccountDirectory* accounts = nullptr;
  /// Null where the service does nothing about pictures: seeding, describing.
  PicturePlaces* pictures = nullptr;

  Users(store::Store& store, bus::Outbox& the_outbox, const Clock& the_clock, Random& the_random,
        identity::AccountDirectory* the_accounts, PicturePlaces* the_pictures = nullptr)
      : repository(store),
        idempotency(store, the_clock),
        outbox(the_outbox),
        clock(the_clock),
        random(the_random),
        accounts(the_accounts),
        pictures(the_pictures) {}
};

}  // namespace dailygrind::user
