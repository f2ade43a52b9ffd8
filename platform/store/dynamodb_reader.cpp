#include "platform/store/dynamodb_reader.hpp"

#include <algorithm>
#include <boost/json/value.hpp>
#include <unordered_map>

#include "platform/core/encoding.hpp"
#include "platform/core/gather.hpp"
#include "platform/store/dynamodb_item.hpp"
#include "platform/store/dynamodb_key_range.hpp"
#include "platform/store/page_builder.hpp"

namespace dailygrind::store::dynamodb {
namespace {

namespace json = boost::json;

constexpr std::size_t most_keys_of_a_batch = 100;
constexpr std::size_t most_items_of_a_request = 10'000;

/// No item has another key; and JSON could not say it.
bool can_exist(const Key& key) { return is_text(key.partition) && is_text(key.sort); }

/// Unambiguous, since no key has a NUL.
std::string text_of(const Key& key) { return key.table + '\0' + key.partition + '\0' + key.sort; }

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
  const std::string name = calls_.table_name(key.table);
  if (!can_exist(key)) co_return nullptr;
  auto answer = co_await calls_.read(
      "GetItem", {{"TableName", name}, {"Key", to_json(key)}, {"ConsistentRead", true}});
  const auto stored = object_at(answer, "Item");
  co_return stored.empty() ? nullptr : visible(key.table, stored);
}

Task<std::vector<ItemPtr>> Reader::batch_get(std::vector<Key> keys) {
  std::unordered_map<std::string, ItemPtr> found;
  std::vector<Key> distinct;
  for (const Key& key : keys) {
    (void)calls_.table_name(key.table);
    if (can_exist(key) && found.emplace(text_of(key), nullptr).second) distinct.push_back(key);
  }
  std::vector<Task<std::vector<ItemPtr>>> batches;
  for (std::size_t first = 0; first < distinct.size(); first += most_keys_of_a_batch) {
    const auto size = std::min(most_keys_of_a_batch, distinct.size() - first);
    const auto begin = distinct.begin() + static_cast<std::ptrdiff_t>(first);
    batches.push_back(get_some({begin, begin + static_cast<std::ptrdiff_t>(size)}));
  }
  for (auto& batch : co_await gather(std::move(batches))) {
    for (ItemPtr& item : batch) found[text_of(item->key)] = std::move(item);
  }
  std::vector<ItemPtr> items;
  items.reserve(keys.size());
  for (const Key& key : keys) items.push_back(found[text_of(key)]);
  co_return items;
}

Task<std::vector<ItemPtr>> Reader::get_some(std::vector<Key> keys) {
  json::object wanted;
  for (const Key& key : keys) {
    auto& table = wanted[calls_.table_name(key.table)];
    if (table.is_null()) table = {{"Keys", json::array{}}, {"ConsistentRead", true}};
    table.at("Keys").as_array().emplace_back(to_json(key));
  }
  std::vector<ItemPtr> items;
  for (int fruitless = 0;;) {
    const std::size_t asked = keys_in(wanted);
    auto answer = co_await calls_.read("BatchGetItem", {{"RequestItems", std::move(wanted)}});
    for (const auto& [name, stored] : object_at(answer, "Responses")) {
      for (const auto& one : stored.as_array()) {
        auto item = visible(calls_.table_of(name), one.as_object());
        if (item) items.push_back(std::move(item));
      }
    }
    wanted = object_at(answer, "UnprocessedKeys");
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
    for (const auto& stored : answer["Items"].as_array()) {
      auto item = visible(query.table, stored.as_object());
      if (!item || item->key.sort == condition->not_this) continue;
      if (!page.add(std::move(item))) co_return page.take();
      ++found;
    }
    auto last = object_at(answer, "LastEvaluatedKey");
    if (last.empty()) co_return page.take();
    request["ExclusiveStartKey"] = std::move(last);
  }
}

}  // namespace dailygrind::store::dynamodb
