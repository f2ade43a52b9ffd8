#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::identity {

struct Invitation {
  std::string id;    ///< the hash of its code, which alone is stored
  std::string note;  ///< what whoever made it wrote down
  std::int64_t uses = 0;
  std::int64_t limit = 1;
  Instant created{};
  Instant expires{};
};

/// Invitations to sign up. Thread-safe.
class Invitations {
 public:
  Invitations(store::Store& store, const Clock& clock, Random& random)
      : store_(store), clock_(clock), random_(random) {}

  /// The code for the link; nobody can see it again. `limit` ≥ 1 people may use it.
  Task<std::string> create(std::string note, std::int64_t limit, std::chrono::seconds lifetime);
  /// The valid ones, by id.
  struct Listed {
    std::vector<Invitation> invitations;
    std::optional<std::string> next;
  };
  Task<Listed> list(std::string after, std::size_t limit);
  Task<void> revoke(std::string id);

  /// What uses `code` once, as part of the sign-up's transaction, which it refuses where somebody
  /// else was quicker; nothing where the code is not valid.
  Task<std::optional<store::Write>> use(std::string code);

 private:
  store::Store& store_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace dailygrind::identity
