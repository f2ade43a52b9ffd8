#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/aws/testing/scripted_client.hpp"
#include "platform/store/dynamodb_store.hpp"
#include "platform/store/testing/dynamodb_errors.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::store::testing {

/// A store over a scripted DynamoDB, at second 1,000.
class DynamodbFixture : public ::testing::Test {
 protected:
  DynamodbFixture() { clock_.freeze(Instant{std::chrono::seconds{1'000}}); }

  static Key key(std::string sort) { return {"things", "p", std::move(sort)}; }
  /// As DynamoDB's JSON has it; `more` are further attributes, with a comma before them.
  static std::string item(const std::string& sort, const std::string& more = "") {
    return R"({"pk":{"S":"p"},"sk":{"S":")" + sort + "\"}" + more + "}";
  }
  static std::string expires(int milliseconds) {
    return R"(,"expires_ms":{"N":")" + std::to_string(milliseconds) + "\"}";
  }
  /// A reason of a cancelled transaction, with the item that was there.
  static std::string refused(const std::string& stored) {
    return R"({"Code":"ConditionalCheckFailed","Item":)" + stored + "}";
  }

  template <typename T>
  T run(Task<T> task) {
    return dailygrind::testing::run(std::move(task));
  }
  template <typename... Writes>
  WriteResult write(Writes... writes) {
    return run(store_->write({Write{std::move(writes)}...}));
  }
  void answer(aws::testing::ScriptedClient::Answer answer) {
    dynamodb_.answers.push_back(std::move(answer));
  }

  [[nodiscard]] const aws::testing::SeenCall& call(std::size_t index) const {
    return dynamodb_.calls.at(index);
  }
  [[nodiscard]] std::string request(std::size_t index) const {
    return boost::json::serialize(call(index).json());
  }
  [[nodiscard]] std::vector<std::string> operations() const { return dynamodb_.operations(); }
  [[nodiscard]] std::string token(std::size_t index) const {
    return std::string{call(index).json().at("ClientRequestToken").as_string()};
  }

  aws::testing::ScriptedClient dynamodb_;
  AdjustableClock clock_;
  SeededRandom random_{1};
  metrics::Registry metrics_;
  std::unique_ptr<Store> store_ =
      make_dynamodb_store(dynamodb_, clock_, random_, metrics_,
                          {.prefix = "test-",
                           .tables = {"things", "others"},
                           .attempts = 3,
                           .first_backoff = std::chrono::milliseconds{1},
                           .longest_backoff = std::chrono::milliseconds{2}});
};

}  // namespace dailygrind::store::testing
