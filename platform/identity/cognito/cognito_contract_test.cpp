#include <boost/json/object.hpp>

#include "platform/aws/testing/emulator.hpp"
#include "platform/identity/cognito/cognito_directory.hpp"
#include "platform/identity/cognito/user_pool.hpp"
#include "platform/identity/contract.hpp"
#include "platform/testing/run.hpp"

/// The contract of the account directory against a real or an emulated Cognito.
namespace dailygrind::identity {
namespace {

using aws::testing::emulator;

/// A new pool; `aliases` are the attributes that stand for the user name.
std::string make_pool(aws::Client& cognito, boost::json::array aliases) {
  cognito::UserPool pool{cognito, ""};
  boost::json::object request{{"PoolName", emulator().prefix("pool")}};
  if (!aliases.empty()) request["AliasAttributes"] = std::move(aliases);
  const auto answer = testing::run(pool.send("CreateUserPool", std::move(request)));
  return std::string{answer.at("UserPool").at("Id").as_string()};
}

class Pool final : public OpenDirectory {
 public:
  Pool()
      : client_(emulator().client("cognito-idp")),
        directory_(make_cognito_directory(*client_, emulator().random(),
                                          make_pool(*client_, {"email"}))) {}
  [[nodiscard]] AccountDirectory& directory() override { return *directory_; }

 private:
  std::unique_ptr<aws::Client> client_;
  std::unique_ptr<AccountDirectory> directory_;
};

INSTANTIATE_TEST_SUITE_P(Cognito, DirectoryContract,
                         ::testing::Values(DirectoryBackend{
                             "cognito", [] { return std::make_unique<Pool>(); }}),
                         ::testing::PrintToStringParamName());

TEST(CognitoPool, MustHaveEmailsAsAliases) {
  const auto client = emulator().client("cognito-idp");
  EXPECT_NO_THROW(testing::run(demand_fitting_pool(*client, make_pool(*client, {"email"}))));
  EXPECT_THROW(testing::run(demand_fitting_pool(*client, make_pool(*client, {}))),
               std::runtime_error);
  EXPECT_THROW(testing::run(demand_fitting_pool(*client, "us-east-1_Nobody000")),
               std::runtime_error);
}

}  // namespace
}  // namespace dailygrind::identity
