#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "dailygrind/aws/cognito_accounts.hpp"
#include "dailygrind/event_loop.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/random.hpp"
#include "platform/core/server_config.hpp"

namespace dailygrind::cli {

/// What an administrator does with accounts, also while a server is at work on them: with the
/// embedded ones of a data folder (`identity.db`, `events.db` and `keys/` are shared), or with
/// those of the user pool of the settings. Every call that names an account throws
/// std::runtime_error where nobody has that e-mail, and Problem where the directory does; it also
/// does where a pool does not offer what is asked.
class Administration {
 public:
  /// Throws std::runtime_error where the folder `config.data` has no accounts, and makes nothing
  /// then, or where the accounts are kept by an issuer that has no pool.
  explicit Administration(const ServerConfig& config);
  ~Administration();

  /// Prints accounts whose e-mail begins with `prefix`, one a line.
  void list(const std::string& prefix, bool json);
  /// Tells the user service too, which hides what the account owns, or shows it again.
  void set_enabled(const std::string& email, bool enabled);
  void sign_out(const std::string& email);
  void add_to_group(const std::string& email, const std::string& group);
  void remove_from_group(const std::string& email, const std::string& group);
  /// A link with which a new password can be set within 24 hours, once.
  std::string reset_link(const std::string& email);
  /// The e-mail of one administrator; std::runtime_error where there is none.
  std::string administrator();
  identity::Tokens tokens(const std::string& email);
  /// Copies all accounts into a pool of Cognito in the region of the settings (pool_copy.hpp), and
  /// prints what became of them. std::runtime_error where any was left out for its e-mail.
  void copy_to_pool(const std::string& pool, bool trust_emails);
  /// A link with which `uses` people can sign up.
  std::string invitation_link(const std::string& note, int uses, std::chrono::days lifetime);

 private:
  struct Embedded;

  identity::AccountView account(const std::string& email);
  identity::AccountDirectory& directory();
  /// std::runtime_error where the accounts are others.
  Embedded& embedded();

  const ServerConfig config_;
  SystemClock clock_;
  SystemRandom random_;
  EventLoop loop_;
  metrics::Registry metrics_;
  std::unique_ptr<Embedded> embedded_;          ///< one of these two
  std::unique_ptr<aws::CognitoAccounts> pool_;  ///< is set
};

}  // namespace dailygrind::cli
