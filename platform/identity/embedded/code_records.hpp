#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::identity {

/// What a code is for.
enum class CodePurpose : std::uint8_t { sign_up, reset, email };

/// The codes that were sent out, hashed. A code counts once, for a time, and for five guesses.
/// Thread-safe.
class CodeRecords {
 public:
  static constexpr int guesses = 5;

  CodeRecords(store::Store& store, const Clock& clock, Random& random, std::string secret)
      : store_(store), clock_(clock), random_(random), secret_(std::move(secret)) {}

  /// Whom a code is for: an account, or the name that was given for one that may not exist.
  struct Owner {
    CodePurpose purpose;
    std::string name;
  };
  /// Six digits to be sent to `destination`; they replace the code before.
  Task<std::string> issue(Owner owner, std::string destination, std::chrono::seconds lifetime);
  /// A code that nobody can guess, for a link.
  Task<std::string> issue_long(Owner owner, std::chrono::seconds lifetime);
  /// A code that nobody knows: what is answered about it does not tell that nobody got it.
  Task<void> issue_decoy(Owner owner, std::chrono::seconds lifetime);
  /// Where the present code went, "" where there is none.
  Task<std::string> destination(Owner owner);

  struct Accepted {
    std::string destination;
    store::Write consume;  ///< belongs into the transaction of what the code allows
  };
  /// Counts a guess. Throws Refusal::code_mismatch, code_expired, or limit_exceeded after too many.
  Task<Accepted> accept(Owner owner, std::string code);

 private:
  Task<void> put(const Owner& owner, const std::string& code, std::string destination,
                 std::chrono::seconds lifetime);
  [[nodiscard]] std::string hash(const Owner& owner, const std::string& code) const;

  store::Store& store_;
  const Clock& clock_;
  Random& random_;
  std::string secret_;
};

}  // namespace dailygrind::identity
