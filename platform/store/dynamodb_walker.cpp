#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "platform/store/dynamodb_calls.hpp"
#include "platform/store/dynamodb_item.hpp"
#include "platform/store/dynamodb_store.hpp"
#include "platform/store/page_builder.hpp"

namespace dailygrind::store {
namespace {

namespace json = boost::json;

class DynamodbWalker final : public Walker {
 public:
  DynamodbWalker(aws::Client& dynamodb, const Clock& clock, Random& random,
                 metrics::Registry& metrics, DynamodbSettings settings)
      : calls_(dynamodb, random, metrics, std::move(settings)), clock_(clock) {}

  Task<Stretch> walk(std::string table, std::string after, std::size_t limit) override {
    json::object request{
        {"TableName", calls_.table_name(table)}, {"ConsistentRead", true}, {"Limit", limit}};
    if (!after.empty()) request["ExclusiveStartKey"] = json::parse(after);
    const auto answer = co_await calls_.read("Scan", std::move(request));
    Stretch stretch;
    for (const auto& stored : answer->at("Items").as_array()) {
      auto item = dynamodb::from_json(table, stored.as_object());
      if (is_visible(*item, clock_.now())) stretch.items.push_back(std::move(item));
    }
    const auto* last = answer->if_contains("LastEvaluatedKey");
    if (last != nullptr && last->is_object()) stretch.next = json::serialize(*last);
    co_return stretch;
  }

 private:
  dynamodb::Calls calls_;
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<Walker> make_dynamodb_walker(aws::Client& dynamodb, const Clock& clock,
                                             Random& random, metrics::Registry& metrics,
                                             DynamodbSettings settings) {
  return std::make_unique<DynamodbWalker>(dynamodb, clock, random, metrics, std::move(settings));
}

}  // namespace dailygrind::store
