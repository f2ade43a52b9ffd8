#pragma once

#include <optional>
#include <string>

#include "platform/identity/embedded/accounts.hpp"

/// The operations of a user pool, by the names of Amazon Cognito, which defines what they do and
/// refuse; they know nothing of HTTP or JSON. Each throws Refusal where it refuses and
/// Problem::unavailable where the store does not answer. `address` is the client's, "" where it is
/// not to be throttled.
namespace dailygrind::identity {

/// Where a code went.
struct Delivery {
  std::string destination;  ///< masked
};

// sign_up.cpp
struct SignUp {
  std::string username;  ///< an e-mail
  std::string password;
  UserAttributes attributes;
  std::string invitation;  ///< the code of one, or ""
};
struct SignedUp {
  UserId id;
  bool confirmed = false;
  std::optional<Delivery> delivery;  ///< where it waits for a code
};
Task<SignedUp> sign_up(Accounts& accounts, SignUp request);

// confirm_sign_up.cpp
Task<void> confirm_sign_up(Accounts& accounts, std::string username, std::string code);
Task<Delivery> resend_confirmation_code(Accounts& accounts, std::string username);

// sign_in.cpp
struct Attempt {
  std::string username;
  std::string password;
  std::string address;
};
Task<Tokens> sign_in(Accounts& accounts, Attempt attempt);
/// Throws as a failed sign-in does unless `attempt` has the password of `account`; nothing is an
/// unknown user. Counts failures.
Task<void> try_password(Accounts& accounts, std::optional<Account> account, Attempt attempt);

/// Tokens for an account whose password was just found right.
Task<Tokens> begin_sign_in(Accounts& accounts, Account account);

// refresh.cpp
/// Answers a new refresh token too. One that was replaced works on for a short time, for clients
/// that retry; after that it ends the sign-in, because somebody else may hold it
/// (RefreshTokenReuseException).
Task<Tokens> refresh(Accounts& accounts, std::string refresh_token);
Task<void> revoke_token(Accounts& accounts, std::string refresh_token);

// forgot_password.cpp
Task<Delivery> forgot_password(Accounts& accounts, std::string username, std::string address);
Task<void> confirm_forgot_password(Accounts& accounts, std::string username, std::string code,
                                   std::string password);
/// Whom a code to reset a password is for.
CodeRecords::Owner reset_code_owner(const std::optional<Account>& account, std::string username);

// change_password.cpp
/// Ends the account's other sign-ins.
Task<void> change_password(Accounts& accounts, std::string access_token, std::string previous,
                           std::string proposed, std::string address);

// update_user.cpp
/// A new e-mail takes effect at once where no mail is sent, else when its code is confirmed: then
/// the answer says where it went.
Task<std::optional<Delivery>> update_user_attributes(Accounts& accounts, std::string access_token,
                                                     UserAttributes changes);
Task<Delivery> get_user_attribute_verification_code(Accounts& accounts, std::string access_token,
                                                    std::string attribute);
Task<void> verify_user_attribute(Accounts& accounts, std::string access_token,
                                 std::string attribute, std::string code);

// user.cpp
Task<Account> get_user(Accounts& accounts, std::string access_token);
/// Succeeds where the account is already gone, so that a deletion can be repeated.
Task<void> delete_user(Accounts& accounts, std::string access_token);
Task<void> global_sign_out(Accounts& accounts, std::string access_token);
/// Removes an account with all that belongs to it.
Task<void> remove_account(Accounts& accounts, Account account);

}  // namespace dailygrind::identity
