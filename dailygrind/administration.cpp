#include "dailygrind/administration.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "dailygrind/embedded/identity_module.hpp"
#include "dailygrind/embedded/open_storage.hpp"
#include "dailygrind/our_files.hpp"
#include "dailygrind/pool_copy.hpp"
#include "platform/core/encoding.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/describe.hpp"
#include "platform/describe/json_write.hpp"
#include "services/events.hpp"

namespace dailygrind::cli {
namespace {

constexpr std::size_t page = 100;

struct AccountLine {
  UserId user_id;
  std::string email;
  std::string given_name;
  std::string family_name;
  bool enabled = true;
  bool confirmed = true;
  std::vector<std::string> groups;
  std::string created_at;
};
DAILYGRIND_DESCRIBE(AccountLine, (user_id, email, given_name, family_name, enabled, confirmed,
                                  groups, created_at))

AccountLine line_of(const identity::AccountView& account) {
  return {.user_id = account.id,
          .email = account.email,
          .given_name = account.given_name,
          .family_name = account.family_name,
          .enabled = account.enabled,
          .confirmed = account.confirmed,
          .groups = account.groups,
          .created_at = format_rfc3339(account.created)};
}

std::string text_of(const AccountLine& line) {
  auto name = line.given_name + " " + line.family_name;
  if (trim(name).empty()) name = "-";
  std::string text = line.user_id.str() + "  " + line.email + "  " + std::string{trim(name)};
  text += line.enabled ? "  enabled" : "  disabled";
  if (!line.confirmed) text += ", unconfirmed";
  for (const auto& group : line.groups) text += "  " + group;
  return text;
}

bus::Event account_event(const UserId& id, bool enabled, Instant now, Random& random) {
  return {.id = uuid_v7(now, random),
          .topic = events::identity_topic,
          .type = enabled ? "ACCOUNT_ENABLED" : "ACCOUNT_DISABLED",
          .version = now.time_since_epoch().count(),
          .data = describe::to_json(events::Account{id}),
          .occurred_at = now};
}

std::runtime_error kept_elsewhere(const ServerConfig& config) {
  return std::runtime_error{"the accounts are kept by " + config.issuer + "; do that there"};
}

void demand_found(bool found, const std::string& email) {
  if (!found) throw std::runtime_error{"the account of " + email + " was just removed"};
}

}  // namespace

struct Administration::Embedded {
  Embedded(const ServerConfig& config, const Clock& clock, Random& random)
      : folder{existing_data(config.data, "identity.db")},
        tokens{folder, config, clock, random},
        identity{folder, config, tokens, clock, random} {}

  embedded::DataFolder folder;
  embedded::Tokens tokens;
  embedded::IdentityModule identity;
};

Administration::Administration(const ServerConfig& config) : config_(config) {
  if (config_.issuer.empty()) {
    embedded_ = std::make_unique<Embedded>(config_, clock_, random_);
  } else if (!config_.cognito_pool.empty()) {
    pool_ = std::make_unique<aws::CognitoAccounts>(config_, config_.cognito_pool, loop_.context(),
                                                   random_, metrics_);
  } else {
    throw kept_elsewhere(config_);
  }
}

Administration::~Administration() = default;

Administration::Embedded& Administration::embedded() {
  if (!embedded_) throw kept_elsewhere(config_);
  return *embedded_;
}

identity::AccountDirectory& Administration::directory() {
  return pool_ ? pool_->directory() : embedded().identity.directory();
}

identity::AccountView Administration::account(const std::string& email) {
  auto found = loop_.run(directory().find_by_email(email));
  if (!found) throw std::runtime_error{"nobody has an account with the e-mail " + email};
  return std::move(*found);
}

void Administration::list(const std::string& prefix, bool json) {
  std::string after;
  for (;;) {
    const auto found = loop_.run(directory().list(prefix, after, page));
    for (const auto& account : found.accounts) {
      const auto line = line_of(account);
      std::puts((json ? describe::to_json(line) : text_of(line)).c_str());
    }
    if (!found.next) return;
    after = *found.next;
  }
}

void Administration::set_enabled(const std::string& email, bool enabled) {
  const auto id = account(email).id;
  const auto storage = embedded::open_storage(config_, loop_.context(), random_, metrics_);
  const auto bus = storage->open_bus(clock_, random_);
  demand_found(loop_.run(directory().set_enabled(id, enabled)), email);
  std::vector<bus::Event> events;
  events.push_back(account_event(id, enabled, clock_.now(), random_));
  loop_.run(bus->publish(std::move(events)));
}

void Administration::sign_out(const std::string& email) {
  demand_found(loop_.run(directory().sign_out(account(email).id)), email);
}

void Administration::add_to_group(const std::string& email, const std::string& group) {
  demand_found(loop_.run(directory().add_to_group(account(email).id, group)), email);
}

void Administration::remove_from_group(const std::string& email, const std::string& group) {
  demand_found(loop_.run(directory().remove_from_group(account(email).id, group)), email);
}

std::string Administration::reset_link(const std::string& email) {
  const auto found = account(email);
  const auto code = loop_.run(directory().create_reset_code(found.id));
  return address_of(config_) + "/reset?email=" + percent_encode(found.email) +
         "&code=" + percent_encode(code);
}

std::string Administration::administrator() {
  auto& directory = embedded().identity.directory();
  std::string after;
  for (;;) {
    const auto found = loop_.run(directory.list("", after, page));
    for (const auto& account : found.accounts) {
      if (account.enabled && std::ranges::count(account.groups, "admin") > 0) return account.email;
    }
    if (!found.next) break;
    after = *found.next;
  }
  throw std::runtime_error{
      "there is no administrator; make one with dailygrind admin add-to-group EMAIL admin"};
}

identity::Tokens Administration::tokens(const std::string& email) {
  return loop_.run(directory().mint_tokens(account(email).id));
}

void Administration::copy_to_pool(const std::string& pool, bool trust_emails) {
  if (config_.aws_region.empty()) throw std::runtime_error{"aws-region must be set"};
  aws::CognitoAccounts accounts{config_, pool, loop_.context(), random_, metrics_};
  loop_.run(identity::demand_fitting_pool(accounts.client(), pool));
  const auto done = loop_.run(
      cli::copy_to_pool(embedded().identity.directory(), accounts.directory(), trust_emails));
  std::printf("%zu copied, %zu were there, %zu unconfirmed sign-ups were left out\n", done.copied,
              done.present, done.unconfirmed);
  if (done.unproven == 0) return;
  throw std::runtime_error{std::to_string(done.unproven) +
                           " accounts were left out, because nobody has shown that the e-mail is "
                           "theirs; --trust-emails takes it for proven"};
}

std::string Administration::invitation_link(const std::string& note, int uses,
                                            std::chrono::days lifetime) {
  const auto code =
      loop_.run(embedded().identity.accounts().invitations.create(note, uses, lifetime));
  return address_of(config_) + "/sign-up?invitation=" + percent_encode(code);
}

}  // namespace dailygrind::cli
