#include "platform/identity/cognito/cognito_directory.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>
#include <utility>

#include "platform/core/ids.hpp"
#include "platform/core/problem.hpp"
#include "platform/identity/cognito/user_pool.hpp"

namespace dailygrind::identity {
namespace {

namespace json = boost::json;
using cognito::UserPool;

constexpr std::size_t longest_page = 60;  // of ListUsers and of groups
constexpr auto not_offered = "not-offered";

std::string text_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : "";
}

std::string attribute(const json::array& attributes, std::string_view name) {
  for (const auto& one : attributes) {
    if (text_at(one.as_object(), "Name") == name) return text_at(one.as_object(), "Value");
  }
  return {};
}

Instant created_at(const json::object& user) {
  const auto* created = user.if_contains("UserCreateDate");
  if (created == nullptr || !created->is_number()) return {};
  return Instant{milliseconds{static_cast<std::int64_t>(created->to_number<double>() * 1000)}};
}

/// A user without a password of its own is as one that waits for its code: `create` was
/// interrupted.
bool is_confirmed(const std::string& status) {
  return status != "UNCONFIRMED" && status != "FORCE_CHANGE_PASSWORD";
}

/// A user as AdminGetUser (`UserAttributes`) and ListUsers (`Attributes`) show it.
AccountView view_of(const json::object& user, std::string_view attributes_name) {
  const auto* found = user.if_contains(attributes_name);
  const auto attributes =
      found != nullptr && found->is_array() ? found->get_array() : json::array{};
  const auto* enabled = user.if_contains("Enabled");
  return {.id = UserId{text_at(user, "Username")},
          .email = attribute(attributes, "email"),
          .email_verified = attribute(attributes, "email_verified") == "true",
          .confirmed = is_confirmed(text_at(user, "UserStatus")),
          .enabled = enabled == nullptr || !enabled->is_bool() || enabled->get_bool(),
          .groups = {},
          .given_name = attribute(attributes, "given_name"),
          .family_name = attribute(attributes, "family_name"),
          .created = created_at(user)};
}

/// In the double quotes of a filter.
std::string filter_text(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result + '"';
}

json::array attributes_of(const NewAccount& account) {
  json::array attributes{
      {{"Name", "email"}, {"Value", account.email}},
      {{"Name", "email_verified"}, {"Value", account.email_verified ? "true" : "false"}}};
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) attributes.push_back({{"Name", name}, {"Value", value}});
  };
  add("given_name", account.given_name);
  add("family_name", account.family_name);
  return attributes;
}

void demand_group_name(const std::string& group) {
  const auto good = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view{"+=,.@_-"}.contains(c);
  };
  if (group.empty() || group.size() > 128 || !std::ranges::all_of(group, good)) {
    throw Problem::invalid("/group", "This is no name of a group.");
  }
}

class CognitoDirectory final : public AccountDirectory {
 public:
  CognitoDirectory(aws::Client& cognito, Random& random, std::string pool)
      : pool_(cognito, std::move(pool)), random_(random) {}

  Task<std::optional<AccountView>> find(UserId id) override {
    const auto user = co_await pool_.send_for(id.str(), "AdminGetUser");
    // An alias finds its account, too, but is nobody's id.
    if (!user || text_at(*user, "Username") != id.str()) co_return std::nullopt;
    auto view = view_of(*user, "UserAttributes");
    view.groups = co_await groups_of(id);
    co_return view;
  }

  Task<std::optional<AccountView>> find_by_email(std::string email) override {
    const auto users =
        co_await pool_.send("ListUsers", {{"Filter", "email = " + filter_text(email)}});
    const auto& found = users.at("Users").as_array();
    if (found.empty()) co_return std::nullopt;
    auto view = view_of(found.front().as_object(), "Attributes");
    view.groups = co_await groups_of(view.id);
    co_return view;
  }

  Task<AccountPage> list(std::string query, std::string after, std::size_t limit) override {
    json::object request{{"Limit", std::clamp<std::size_t>(limit, 1, longest_page)}};
    if (!query.empty()) request["Filter"] = "email ^= " + filter_text(query);
    if (!after.empty()) request["PaginationToken"] = after;
    const auto answer = co_await pool_.send("ListUsers", std::move(request));
    AccountPage page;
    for (const auto& user : answer.at("Users").as_array()) {
      page.accounts.push_back(view_of(user.as_object(), "Attributes"));
    }
    auto next = text_at(answer, "PaginationToken");
    if (!next.empty()) page.next = std::move(next);
    co_return page;
  }

  Task<bool> set_enabled(UserId id, bool enabled) override {
    const auto* operation = enabled ? "AdminEnableUser" : "AdminDisableUser";
    if (!co_await pool_.send_for(id.str(), operation)) co_return false;
    co_return enabled || co_await sign_out(std::move(id));
  }

  Task<bool> sign_out(UserId id) override {
    co_return (co_await pool_.send_for(id.str(), "AdminUserGlobalSignOut")).has_value();
  }

  Task<bool> add_to_group(UserId id, std::string group) override {
    demand_group_name(group);
    if (!co_await pool_.send_for(id.str(), "AdminGetUser")) co_return false;
    co_await ensure_group(group);
    co_return (co_await pool_.send_for(id.str(), "AdminAddUserToGroup", {{"GroupName", group}}))
        .has_value();
  }

  Task<bool> remove_from_group(UserId id, std::string group) override {
    demand_group_name(group);
    const auto groups = co_await pool_.send_for(id.str(), "AdminGetUser")
                            ? std::optional{co_await groups_of(id)}
                            : std::nullopt;
    if (!groups) co_return false;
    if (std::ranges::find(*groups, group) == groups->end()) co_return true;
    co_return (
        co_await pool_.send_for(id.str(), "AdminRemoveUserFromGroup", {{"GroupName", group}}))
        .has_value();
  }

  Task<bool> remove(UserId id) override {
    (void)co_await pool_.send_for(id.str(), "AdminDeleteUser");
    co_return true;
  }

  Task<std::string> create_reset_code(UserId id) override {
    (void)id;
    throw Problem::conflict(not_offered, "Cognito mails such codes itself.");
    co_return std::string{};
  }

  Task<Tokens> mint_tokens(UserId id) override {
    (void)id;
    throw Problem::conflict(not_offered, "Cognito gives tokens to those who sign in.");
    co_return Tokens{};
  }

  Task<std::string> hash_password(std::string password) override {
    (void)password;
    throw Problem::conflict(not_offered, "Cognito takes no hashes of passwords.");
    co_return std::string{};
  }

  Task<UserId> create(NewAccount account) override;

 private:
  Task<> create_user(const UserId& id, const NewAccount& account);
  Task<> ensure_group(const std::string& group);
  Task<std::vector<std::string>> groups_of(const UserId& id);

  UserPool pool_;
  Random& random_;
};

// A password that nobody knows: with the temporary one of AdminCreateUser alone, Cognito refuses
// ForgotPassword.
Task<UserId> CognitoDirectory::create(NewAccount account) {
  if (!account.password_hash.empty()) {
    throw Problem::conflict(not_offered, "Cognito takes no hashes of passwords.");
  }
  const auto id = account.id.value_or(UserId{uuid_v7(SystemClock{}.now(), random_)});
  co_await create_user(id, account);
  (void)co_await pool_.send_for(id.str(), "AdminSetUserPassword",
                                {{"Password", random_.token(32) + "aA1-"}, {"Permanent", true}});
  for (auto& group : account.groups) co_await add_to_group(id, std::move(group));
  co_return id;
}

Task<> CognitoDirectory::create_user(const UserId& id, const NewAccount& account) {
  if (account.email.find('@') == std::string::npos) {
    throw Problem::invalid("/email", "This is no e-mail address.");
  }
  if (co_await find_by_email(account.email)) {
    throw Problem::conflict("email-taken", "There is an account with this e-mail.");
  }
  try {
    (void)co_await pool_.send("AdminCreateUser", {{"Username", id.str()},
                                                  {"MessageAction", "SUPPRESS"},
                                                  {"UserAttributes", attributes_of(account)}});
  } catch (const aws::Error& error) {
    if (error.code() == "UsernameExistsException" || error.code() == "AliasExistsException") {
      throw Problem::conflict("account-taken", "There is an account with this id or e-mail.");
    }
    throw Problem::invalid("/id", error.what());
  }
}

Task<> CognitoDirectory::ensure_group(const std::string& group) {
  try {
    (void)co_await pool_.send("CreateGroup", {{"GroupName", group}});
  } catch (const aws::Error& error) {
    if (error.code() != "GroupExistsException") throw Problem::unavailable(error.what());
  }
}

Task<std::vector<std::string>> CognitoDirectory::groups_of(const UserId& id) {
  std::vector<std::string> groups;
  json::object request{{"Limit", longest_page}};
  for (;;) {
    const auto answer = co_await pool_.send_for(id.str(), "AdminListGroupsForUser", request);
    if (!answer) break;
    for (const auto& group : answer->at("Groups").as_array()) {
      groups.push_back(text_at(group.as_object(), "GroupName"));
    }
    auto next = text_at(*answer, "NextToken");
    if (next.empty()) break;
    request["NextToken"] = std::move(next);
  }
  std::ranges::sort(groups);
  co_return groups;
}

}  // namespace

std::unique_ptr<AccountDirectory> make_cognito_directory(aws::Client& cognito, Random& random,
                                                         std::string pool) {
  return std::make_unique<CognitoDirectory>(cognito, random, std::move(pool));
}

Task<> demand_fitting_pool(aws::Client& cognito, std::string id) {
  UserPool pool{cognito, std::move(id)};
  json::object described;
  try {
    described = co_await pool.send("DescribeUserPool", {});
  } catch (const aws::Error& error) {
    throw std::runtime_error{"the pool " + pool.id() + ": " + error.what()};
  }
  const auto* aliases = described.at("UserPool").as_object().if_contains("AliasAttributes");
  const bool fits =
      aliases != nullptr && aliases->is_array() &&
      std::ranges::find(aliases->get_array(), json::value("email")) != aliases->get_array().end();
  if (fits) co_return;
  throw std::runtime_error{"the pool " + pool.id() +
                           " does not have e-mail as an alias of the user name (AliasAttributes), "
                           "so people could not keep their ids there"};
}

}  // namespace dailygrind::identity
