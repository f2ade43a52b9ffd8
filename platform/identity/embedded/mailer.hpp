#pragma once

#include <memory>
#include <string>

#include "platform/core/task.hpp"

namespace dailygrind::identity {

struct Mail {
  std::string to;       ///< an e-mail as `parse_email` lets it through
  std::string subject;  ///< one line
  std::string text;     ///< plain, UTF-8
};

/// Sends mail. Thread-safe.
class Mailer {
 public:
  virtual ~Mailer() = default;
  /// Returns when the mail server has taken the mail; throws std::runtime_error with the reason
  /// where it has not.
  virtual Task<void> send(Mail mail) = 0;
};

struct SmtpSettings {
  std::string url;   ///< `smtp://host:port` (with STARTTLS), `smtps://host:port`
  std::string user;  ///< "" for no log-in
  std::string password;
  std::string from;  ///< the sender's address
  bool allow_plain =
      false;  ///< goes on where the server offers no TLS: for a mail server on this host
};

/// Mail over SMTP (RFC 5321), one at a time, on a thread of its own. The event loops of its callers
/// must outlive it.
std::unique_ptr<Mailer> make_smtp_mailer(SmtpSettings settings);

}  // namespace dailygrind::identity
