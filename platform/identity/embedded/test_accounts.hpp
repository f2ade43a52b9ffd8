#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/router.hpp"
#include "platform/identity/embedded/accounts.hpp"
#include "platform/identity/embedded/embedded_directory.hpp"
#include "platform/identity/embedded/recording_mailer.hpp"
#include "platform/store/memory_store.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::identity::testing {

/// What an operation answered.
struct Answer {
  int status = 0;
  std::string error;  ///< "NotAuthorizedException: Incorrect username or password.", "" for none
  boost::json::object body;

  /// A text of AuthenticationResult.
  [[nodiscard]] std::string token(std::string_view name) const;
};

/// Embedded accounts on a memory store under a frozen clock, spoken to as clients speak to them.
class TestAccounts {
 public:
  enum class Mail : bool { no, yes };
  explicit TestAccounts(Mail mail = Mail::no, AccountSettings changes = {});

  /// POSTs an operation; ClientId is added where it is missing.
  Answer call(std::string_view operation, boost::json::object input,
              const std::string& address = "198.51.100.7");
  /// All at the same time, from this machine.
  std::vector<Answer> call_all(const std::string& operation,
                               const std::vector<boost::json::object>& inputs);
  Answer post(std::string_view target, std::string_view body);
  http::Response get(const std::string& path);

  template <typename T>
  T run(Task<T> task) {
    if constexpr (std::is_void_v<T>) {
      dailygrind::testing::run(loop, std::move(task));
      loop.poll();
    } else {
      auto value = dailygrind::testing::run(loop, std::move(task));
      loop.poll();
      return value;
    }
  }

  // Shorthands for what most tests need.
  Answer sign_up(const std::string& email, const std::string& password = "Correct-horse-1");
  Answer sign_in(const std::string& username, const std::string& password = "Correct-horse-1");
  Answer refresh(const std::string& token);
  /// Signs up and answers the `sub`.
  std::string make(const std::string& email);
  /// The six digits of the last mail.
  [[nodiscard]] std::string last_code() const;

  boost::asio::io_context loop{1};
  AdjustableClock clock;
  SeededRandom random{7};
  store::MemoryStore store{clock};
  KeyRing keys;
  RecordingMailer* mailer = nullptr;  ///< null without mail
  Accounts accounts;
  EmbeddedDirectory directory{accounts};
  http::Router router;

 private:
  Task<Answer> start(std::string operation, boost::json::object input, std::string address);
  static std::unique_ptr<Mailer> make_mailer(Mail mail, RecordingMailer*& out);
  static AccountSettings complete(AccountSettings settings);
};

/// The claims of a token, unverified.
boost::json::object claims_of(const std::string& token);

}  // namespace dailygrind::identity::testing
