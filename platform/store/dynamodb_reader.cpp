#include "platform/store/dynamodb_reader.hpp"

#include <algorithm>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>

#include "platform/core/encoding.hpp"
#include "platform/store/dynamodb_item.hpp"
#include "platform/store/dynamodb_key_range.hpp"
#include "platform/store/page_builder.hpp"

namespace dailygrind::store::dynamodb {
namespace {

namespace json = boost::json;

constexpr std::size_t most_items_of_a_request = 10'000;

/// No item has another key; and JSON could not say it.
bool can_exist(const Key& key) { return is_text(key.partition) && is_text(key.sort); }

/// `{}` where there is no such member.
json::object object_at(json::object& document, std::string_view name) {
  auto* const member = document.if_contains(name);
  return member != nullptr && member->is_object() ? std::move(member->get_object())
                                                  : json::object{};
}

std::size_t keys_in(const json::object& request_items) {
  std::size_t count = 0;
  for (const auto& [table, wanted] : request_items) count += wanted.at("Keys").as_array().size();
  return count;
}

json::object query_request(const std::string& table, const Query& query,
                           const KeyCondition& condition) {
  return {{"TableName", table},
          {"ConsistentRead", true},
          {"KeyConditionExpression", condition.expression},
          {"ExpressionAttributeValues", condition.values},
          {"ScanIndexForward", !query.backward}};
}

}  // namespace

ItemPtr Reader::visible(const std::string& table, const json::object& stored) const {
  auto item = from_json(table, stored);
  return is_visible(*item, clock_.now()) ? item : nullptr;
}

Task<ItemPtr> Reader::get(Key key) {
  std::vector<Key> keys;
  keys.push_back(std::move(key));
  auto items = co_await batch_get(std::move(keys));
  co_return std::move(items.front());
}

Task<std::vector<ItemPtr>> Reader::batch_get(std::vector<Key> keys) {
  std::vector<std::size_t> places;
  std::vector<Key> possible;
  possible.reserve(keys.size());
  std::vector<ItemPtr> items(keys.size());
  for (std::size_t at = 0; at < keys.size(); ++at) {
    (void)calls_.table_name(keys[at].table);
    if (!can_exist(keys[at])) continue;
    places.push_back(at);
    possible.push_back(std::move(keys[at]));
  }
  if (possible.empty()) co_return items;
  auto found = co_await batcher_.get(std::move(possible));
  for (std::size_t i = 0; i < found.size(); ++i) items[places[i]] = std::move(found[i]);
  co_return items;
}

Task<std::vector<ItemPtr>> Reader::fetch(std::vector<Key> keys) {
  if (keys.size() > 1) co_return co_await get_some(std::move(keys));
  const Key& key = keys.front();
  auto answer = co_await calls_.read("GetItem", {{"TableName", calls_.table_name(key.table)},
                                                 {"Key", to_json(key)},
                                                 {"ConsistentRead", true}});
  const auto stored = object_at(*answer, "Item");
  std::vector<ItemPtr> items;
  auto item = stored.empty() ? nullptr : visible(key.table, stored);
  if (item) items.push_back(std::move(item));
  co_return items;
}

Task<std::vector<ItemPtr>> Reader::get_some(std::vector<Key> keys) {
  // Many small values that go at once, as those of an answer.
  json::monotonic_resource memory;
  const json::storage_ptr storage{&memory};
  json::object wanted{storage};
  for (const Key& key : keys) {
    auto& table = wanted[calls_.table_name(key.table)];
    if (table.is_null()) {
      table = json::object({{"Keys", json::array{}}, {"ConsistentRead", true}}, storage);
    }
    table.at("Keys").as_array().emplace_back(to_json(key, storage));
  }
  std::vector<ItemPtr> items;
  items.reserve(keys.size());
  for (int fruitless = 0;;) {
    const std::size_t asked = keys_in(wanted);
    json::object request{storage};
    request.emplace("RequestItems", std::move(wanted));
    auto answer = co_await calls_.read("BatchGetItem", std::move(request));
    for (const auto& [name, stored] : object_at(*answer, "Responses")) {
      for (const auto& one : stored.as_array()) {
        auto item = visible(calls_.table_of(name), one.as_object());
        if (item) items.push_back(std::move(item));
      }
    }
    wanted = object_at(*answer, "UnprocessedKeys");
    if (wanted.empty()) co_return items;
    fruitless = keys_in(wanted) < asked ? 1 : fruitless + 1;
    co_await calls_.back_off(fruitless, "DynamoDB left keys of a batch unprocessed");
  }
}

Task<Page> Reader::query(Query query) {
  const auto condition = key_condition(query);
  const std::string name = calls_.table_name(query.table);
  if (!condition) co_return Page{};
  auto request = query_request(name, query, *condition);
  PageBuilder page{query.limit};
  std::size_t found = 0;
  while (true) {
    // One more than fits: only what is there, and has not expired, says that more follow.
    request["Limit"] = std::min(query.limit - found, most_items_of_a_request) + 1;
    auto answer = co_await calls_.read("Query", request);
    for (const auto& stored : (*answer)["Items"].as_array()) {
      auto item = visible(query.table, stored.as_object());
      if (!item || item->key.sort == condition->not_this) continue;
      if (!page.add(std::move(item))) co_return page.take();
      ++found;
    }
    auto last = object_at(*answer, "LastEvaluatedKey");
    if (last.empty()) co_return page.take();
    request["ExclusiveStartKey"] = std::move(last);
  }
}

}  // namespace dailygrind::store::dynamodb
