#pragma once

#include <functional>
#include <memory>

#include "platform/aws/credentials.hpp"

namespace dailygrind::aws {

/// What one search gave.
struct Fetched {
  Credentials credentials;
  /// AWS takes them beyond their expiry while their issuer cannot renew them ("static stability").
  bool outlast_expiry = false;
};

/// Keeps what a search gave and searches again before it expires, as `make_credential_chain` says.
/// Thread-safe, provided that the loop of each caller runs on one thread. A fetch runs by itself on
/// the loop of the caller that began it, and may outlive the source: what it uses, and `system`,
/// must be there until that loop has ended.
class RefreshingCredentials final : public CredentialsSource {
 public:
  using Fetch = std::function<Task<Fetched>()>;

  /// Before the expiry it fetches, while callers go on with what is there.
  static constexpr std::chrono::minutes early{5};
  static constexpr std::chrono::minutes mandatory{1};     ///< before the expiry all wait for it
  static constexpr std::chrono::seconds retry_after{10};  ///< with credentials at hand
  static constexpr std::chrono::seconds retry_first_after{1};
  /// With expired ones at hand that are still taken: their issuer is not well.
  static constexpr std::chrono::minutes retry_expired_after{5};

  /// `fetch` throws where there are no credentials.
  RefreshingCredentials(Fetch fetch, const Clock& system);
  ~RefreshingCredentials() override;

  Task<Credentials> get() override;
  void forget(const Credentials& refused) override;

 private:
  class Fetching;
  struct State;

  static Task<void> fetch(std::unique_ptr<Fetching> mark);

  std::shared_ptr<State> state_;
};

}  // namespace dailygrind::aws
