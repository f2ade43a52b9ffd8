#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/value.hpp>

#include "platform/core/problem.hpp"
#include "platform/store/dynamodb_calls.hpp"
#include "platform/store/dynamodb_item.hpp"
#include "platform/store/dynamodb_store.hpp"

namespace dailygrind::store {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr int most_looks = 100;
constexpr std::chrono::milliseconds between_looks{500};

/// `ACTIVE`, `CREATING`; "" where there is no such table.
Task<std::string> status_of(aws::Client& dynamodb, std::string table) {
  try {
    const auto answer =
        co_await dynamodb::send(dynamodb, "DescribeTable", {{"TableName", std::move(table)}});
    co_return std::string{answer->at("Table").at("TableStatus").as_string()};
  } catch (const aws::Error& error) {
    if (error.code() != "ResourceNotFoundException") throw;
  }
  co_return std::string{};
}

json::object creation_of(const std::string& table) {
  const auto attribute = [](std::string_view name) -> json::value {
    return {{"AttributeName", name}, {"AttributeType", "S"}};
  };
  const auto key = [](std::string_view name, std::string_view type) -> json::value {
    return {{"AttributeName", name}, {"KeyType", type}};
  };
  return {
      {"TableName", table},
      {"AttributeDefinitions", {attribute(dynamodb::partition_key), attribute(dynamodb::sort_key)}},
      {"KeySchema", {key(dynamodb::partition_key, "HASH"), key(dynamodb::sort_key, "RANGE")}},
      {"BillingMode", "PAY_PER_REQUEST"}};
}

Task<> await_active(aws::Client& dynamodb, std::string table) {
  asio::steady_timer timer{co_await asio::this_coro::executor};
  for (int look = 0; look < most_looks; ++look) {
    if (co_await status_of(dynamodb, table) == "ACTIVE") co_return;
    timer.expires_after(between_looks);
    co_await timer.async_wait(asio::use_awaitable);
  }
  throw Problem::unavailable("table " + table + " does not become active");
}

Task<> make_table(aws::Client& dynamodb, std::string table) {
  const bool missing = (co_await status_of(dynamodb, table)).empty();
  if (missing) co_await dynamodb::send(dynamodb, "CreateTable", creation_of(table));
  co_await await_active(dynamodb, table);
  if (!missing) co_return;
  const json::value expiry{{"AttributeName", dynamodb::time_to_live}, {"Enabled", true}};
  co_await dynamodb::send(dynamodb, "UpdateTimeToLive",
                          {{"TableName", table}, {"TimeToLiveSpecification", expiry}});
}

}  // namespace

Task<> make_missing_tables(aws::Client& dynamodb, DynamodbSettings settings) {
  try {
    for (const auto& table : settings.tables) {
      co_await make_table(dynamodb, settings.prefix + table);
    }
  } catch (const aws::Error& error) {
    throw Problem::unavailable(error.what());
  }
}

}  // namespace dailygrind::store
