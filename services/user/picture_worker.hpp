#pragma once

#include <unordered_map>

#include "services/user/users.hpp"

namespace dailygrind::user {

/// Makes portraits of what people have uploaded, one after the other, and removes what is left
/// over. Each step is recorded before it is done, so that what a crash broke off goes on, and
/// several programs on the same storage can do this at the same time. `Users::pictures` must be
/// set.
class PictureWorker {
 public:
  /// `users` must outlive it.
  explicit PictureWorker(Users& users) : users_(users) {}

  /// Does what there is to do now; returns how long there may be nothing new. A failure is logged,
  /// keeps none of the others from being served, and is tried again.
  Task<milliseconds> pass();
  /// The same until cancelled, waiting for the bell in between.
  Task<> run();

 private:
  [[nodiscard]] bool is_due(const UserId& user, const PictureRecord& record) const;

  Users& users_;
  std::unordered_map<UserId, Instant> looks_;  ///< for uploads that are waited for: the next ones
};

/// Everything that can be done now about one person's picture. May be called from several places at
/// once.
Task<> tend_picture(Users& users, const UserId& user);

/// For an account that ends: nothing that was uploaded or made for it is left when it returns.
Task<> remove_pictures(Users& users, const UserId& user);

}  // namespace dailygrind::user
