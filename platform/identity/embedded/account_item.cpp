#include "platform/identity/embedded/account_item.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace dailygrind::identity {
namespace {

namespace json = boost::json;

std::string written(const std::vector<std::string>& texts) {
  return json::serialize(json::array(texts.begin(), texts.end()));
}

std::string written(const UserAttributes& attributes) {
  json::object object;
  for (const auto& [name, value] : attributes) object[name] = value;
  return json::serialize(object);
}

std::string text_of(const json::value& value) {
  return {value.as_string().data(), value.as_string().size()};
}

std::vector<std::string> read_texts(const std::string& text) {
  std::vector<std::string> texts;
  if (text.empty()) return texts;
  for (const auto& value : json::parse(text).as_array()) texts.push_back(text_of(value));
  return texts;
}

UserAttributes read_attributes(const std::string& text) {
  UserAttributes attributes;
  if (text.empty()) return attributes;
  for (const auto& [name, value] : json::parse(text).as_object()) {
    attributes.emplace(name, text_of(value));
  }
  return attributes;
}

}  // namespace

store::Key account_key(const UserId& id) { return {"accounts", "account#" + id.str(), "account"}; }

store::Key email_key(const std::string& email) {
  return {"accounts", std::string{email_partition}, email};
}

store::Item account_item(const Account& account) {
  return {.key = account_key(account.id),
          .attributes = {{"sub", account.id.str()},
                         {"email", account.email},
                         {"emailVerified", account.email_verified},
                         {"confirmed", account.confirmed},
                         {"enabled", account.enabled},
                         {"passwordHash", account.password_hash},
                         {"groups", written(account.groups)},
                         {"attributes", written(account.attributes)},
                         {"created", account.created.time_since_epoch().count()},
                         {"updated", account.updated.time_since_epoch().count()},
                         {"version", account.version}},
          .expires = account.expires};
}

store::Item email_item(const Account& account) {
  return {.key = email_key(account.email),
          .attributes = {{"sub", account.id.str()}},
          .expires = account.expires};
}

Account account_of(const store::Item& item) {
  const auto& stored = item.attributes;
  return {.id = UserId{stored.text("sub")},
          .email = stored.text("email"),
          .email_verified = stored.flag("emailVerified"),
          .confirmed = stored.flag("confirmed"),
          .enabled = stored.flag("enabled"),
          .password_hash = stored.text("passwordHash"),
          .groups = read_texts(stored.text("groups")),
          .attributes = read_attributes(stored.text("attributes")),
          .created = Instant{milliseconds{stored.number("created")}},
          .updated = Instant{milliseconds{stored.number("updated")}},
          .expires = item.expires,
          .version = stored.number("version")};
}

}  // namespace dailygrind::identity
