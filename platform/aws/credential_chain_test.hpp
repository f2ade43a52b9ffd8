#pragma once

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "platform/aws/credential_chain.hpp"
#include "platform/core/problem.hpp"
#include "platform/http/testing/imposter.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::aws {

/// A chain that finds nothing but what a test sets up: variables, files under `home_`, and an
/// imposter that plays IMDS, the agents and STS.
class ChainTest : public ::testing::Test {
 protected:
  using Imposter = http::testing::Imposter;
  using SeenRequest = http::testing::SeenRequest;

  ChainTest() { clock_.freeze(start); }

  CredentialSettings settings() {
    return {.environment =
                [this](const std::string& name) {
                  const auto found = variables_.find(name);
                  return found == variables_.end() ? std::string{} : found->second;
                },
            .home = home_.path(),
            .imds_endpoint = imposter_.url(""),
            .ecs_endpoint = imposter_.url(""),
            .sts_endpoint =
                [this](const std::string& region) { return imposter_.url("/sts-" + region); }};
  }

  /// From a chain of its own.
  Credentials get() {
    const auto chain = make_credential_chain(*http_, clock_, settings());
    return testing::run(loop_, chain->get());
  }
  /// The cause, where there are none.
  std::string failure() {
    try {
      return "found " + get().access_key_id;
    } catch (const Problem& problem) {
      EXPECT_EQ(problem.status(), 503);
      EXPECT_EQ(problem.detail().find("AWS"), std::string::npos) << "is shown to users";
      return problem.what();
    }
  }

  std::string write(const std::string& name, std::string_view text) {
    const auto path = home_.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path} << text;
    return path.string();
  }

  void answer(const std::string& path, int status, std::string body = "") {
    imposter_.on(path, http::Response{.status = status, .body = std::move(body)});
  }
  /// The answer of IMDS and the agents.
  static std::string json(const std::string& expiration = "2026-11-26T13:00:00Z") {
    return R"({"Code":"Success","AccessKeyId":"ASIAJSON","SecretAccessKey":"s3cret",)"
           R"("Token":"t0ken","Expiration":")" +
           expiration + R"("})";
  }
  void answer_as_imds(const std::string& credentials) {
    answer("/latest/api/token", 200, "imds-token");
    answer(roles, 200, "web role");
    answer(roles + "web%20role", 200, credentials);
  }

  static constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 26} +
                                 std::chrono::hours{12}};
  static inline const std::string roles = "/latest/meta-data/iam/security-credentials/";

  testing::TemporaryFolder home_;
  std::map<std::string, std::string> variables_;
  AdjustableClock clock_;
  Imposter imposter_;
  boost::asio::io_context loop_{1};
  std::unique_ptr<http::Client> http_ = http::make_curl_client(loop_);
};

}  // namespace dailygrind::aws
