#include "platform/identity/embedded/test_accounts.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/core/encoding.hpp"
#include "platform/identity/embedded/wire.hpp"
#include "platform/identity/key_files.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::identity::testing {
namespace {

namespace json = boost::json;

constexpr const char* pool_id = "local_Ab3dEf9Gh";

/// Making an RSA key takes long, so all tests share one.
const std::filesystem::path& key_folder() {
  static const dailygrind::testing::TemporaryFolder folder;
  static const auto path = [] {
    auto keys = folder.path() / "keys";
    std::filesystem::create_directory(keys);
    add_key(keys, Instant{milliseconds{1'700'000'000'000}}, std::chrono::hours{1}, true);
    return keys;
  }();
  return path;
}

Answer read(const http::Response& response) {
  Answer answer{.status = response.status, .error = {}, .body = {}};
  answer.body = json::parse(response.body).as_object();
  if (const auto* type = answer.body.if_contains("__type")) {
    answer.error =
        std::string{type->as_string()} + ": " + std::string{answer.body.at("message").as_string()};
  }
  return answer;
}

}  // namespace

std::string Answer::token(std::string_view name) const {
  const auto* result = body.if_contains("AuthenticationResult");
  if (result == nullptr) return {};
  return std::string{result->at(name).as_string()};
}

std::unique_ptr<Mailer> TestAccounts::make_mailer(Mail mail, RecordingMailer*& out) {
  if (mail == Mail::no) return nullptr;
  auto mailer = std::make_unique<RecordingMailer>();
  out = mailer.get();
  return mailer;
}

AccountSettings TestAccounts::complete(AccountSettings settings) {
  settings.issuer = std::string{"https://grind.example/"} + pool_id;
  settings.client_id = "4f0exampleclient";
  settings.secret = std::string(32, 's');
  return settings;
}

TestAccounts::TestAccounts(Mail mail, AccountSettings changes)
    : keys(key_folder(), clock, std::chrono::hours{1}),
      accounts(complete(std::move(changes)), store, keys, make_mailer(mail, mailer), clock,
               random) {
  clock.freeze(Instant{milliseconds{1'790'000'000'000}});
  add_account_routes(router, accounts, pool_id);
}

Answer TestAccounts::post(std::string_view target, std::string_view body) {
  const http::Request request{.method = http::Method::post,
                              .path = "/",
                              .headers = {{"x-amz-target", target}},
                              .body = body,
                              .remote_address = "198.51.100.7"};
  return read(run((*router.find(http::Method::post, "/").handler)(request, {})));
}

Task<Answer> TestAccounts::start(std::string operation, json::object input, std::string address) {
  if (!input.contains("ClientId")) input["ClientId"] = accounts.settings.client_id;
  const auto body = json::serialize(input);
  const auto target = "AWSCognitoIdentityProviderService." + operation;
  const http::Request request{.method = http::Method::post,
                              .path = "/",
                              .headers = {{"X-Amz-Target", target}},
                              .body = body,
                              .remote_address = std::move(address)};
  co_return read(co_await (*router.find(http::Method::post, "/").handler)(request, {}));
}

Answer TestAccounts::call(std::string_view operation, json::object input,
                          const std::string& address) {
  return run(start(std::string{operation}, std::move(input), address));
}

std::vector<Answer> TestAccounts::call_all(const std::string& operation,
                                           const std::vector<json::object>& inputs) {
  std::vector<Task<Answer>> tasks;
  for (const auto& input : inputs) tasks.push_back(start(operation, input, ""));
  return dailygrind::testing::run_all(loop, std::move(tasks));
}

http::Response TestAccounts::get(const std::string& path) {
  const auto match = router.find(http::Method::get, path);
  if (match.handler == nullptr) return {.status = 404};
  const http::Request request{.method = http::Method::get, .path = path};
  return run((*match.handler)(request, match.parameters));
}

Answer TestAccounts::sign_up(const std::string& email, const std::string& password) {
  return call("SignUp", {{"Username", email}, {"Password", password}});
}

Answer TestAccounts::sign_in(const std::string& username, const std::string& password) {
  return call("InitiateAuth",
              {{"AuthFlow", "USER_PASSWORD_AUTH"},
               {"AuthParameters", {{"USERNAME", username}, {"PASSWORD", password}}}});
}

Answer TestAccounts::refresh(const std::string& token) {
  return call("GetTokensFromRefreshToken", {{"RefreshToken", token}});
}

std::string TestAccounts::make(const std::string& email) {
  return std::string{sign_up(email).body.at("UserSub").as_string()};
}

std::string TestAccounts::last_code() const {
  const auto mails = mailer->mails();
  if (mails.empty()) return {};
  const auto at = mails.back().text.find_first_of("0123456789");
  return mails.back().text.substr(at, 6);
}

json::object claims_of(const std::string& token) {
  const auto first = token.find('.');
  const auto payload = token.substr(first + 1, token.rfind('.') - first - 1);
  return json::parse(base64url_decode(payload).value()).as_object();
}

}  // namespace dailygrind::identity::testing
