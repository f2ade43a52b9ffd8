#include "platform/store/dynamodb_item.hpp"

#include <boost/json/value.hpp>
#include <charconv>
#include <chrono>
#include <type_traits>

#include "platform/core/problem.hpp"

namespace dailygrind::store::dynamodb {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(const std::string& table, std::string_view what) {
  throw Problem::unavailable("an item of table " + table +
                             " is not of the store's layout: " + std::string{what});
}

std::int64_t number_from(const std::string& table, const json::value& value) {
  const auto* const text = value.if_string();
  std::int64_t number = 0;
  if (text == nullptr) refuse(table, "N");
  const auto [end, error] = std::from_chars(text->begin(), text->end(), number);
  if (error != std::errc{} || end != text->end()) refuse(table, *text);
  return number;
}

Value value_from(const std::string& table, const json::value& stored) {
  const auto* const typed = stored.if_object();
  if (typed == nullptr || typed->size() != 1) refuse(table, "a value");
  const auto& [type, value] = *typed->begin();
  if (type == "N") return number_from(table, value);
  if (type == "S" && value.is_string()) return std::string{value.get_string()};
  if (type == "BOOL" && value.is_bool()) return value.get_bool();
  refuse(table, type);
}

std::string text_at(const std::string& table, const json::object& stored, std::string_view name) {
  const auto* const value = stored.if_contains(name);
  if (value == nullptr) refuse(table, name);
  auto read = value_from(table, *value);
  auto* const text = std::get_if<std::string>(&read);
  if (text == nullptr) refuse(table, name);
  return std::move(*text);
}

}  // namespace

std::string stored_name(std::string_view attribute) { return "_" + std::string{attribute}; }

json::object to_json(const Value& value) {
  return std::visit(
      [](const auto& typed) -> json::object {
        using Type = std::decay_t<decltype(typed)>;
        if constexpr (std::is_same_v<Type, bool>) return {{"BOOL", typed}};
        if constexpr (std::is_same_v<Type, std::int64_t>) return {{"N", std::to_string(typed)}};
        if constexpr (std::is_same_v<Type, std::string>) return {{"S", typed}};
      },
      value);
}

json::object to_json(const Key& key, json::storage_ptr storage) {
  return {{{partition_key, {{"S", key.partition}}}, {sort_key, {{"S", key.sort}}}},
          std::move(storage)};
}

json::object to_json(const Item& item) {
  json::object stored = to_json(item.key);
  for (const auto& [name, value] : item.attributes) stored[stored_name(name)] = to_json(value);
  if (item.expires) {
    const auto exactly = item.expires->time_since_epoch();
    const std::int64_t seconds = std::chrono::ceil<std::chrono::seconds>(exactly).count();
    stored[time_to_live] = to_json(Value{seconds});
    stored[expires_at] = to_json(Value{std::int64_t{exactly.count()}});
  }
  return stored;
}

Key key_from_json(const std::string& table, const json::object& stored) {
  return {table, text_at(table, stored, partition_key), text_at(table, stored, sort_key)};
}

ItemPtr from_json(const std::string& table, const json::object& stored) {
  auto item = std::make_shared<Item>(Item{.key = key_from_json(table, stored)});
  std::vector<Attributes::Entry> entries;
  entries.reserve(stored.size());
  for (const auto& [name, value] : stored) {
    if (name.starts_with('_')) {
      entries.emplace_back(std::string{name.substr(1)}, value_from(table, value));
    } else if (name == expires_at) {
      const auto read = value_from(table, value);
      const auto* const moment = std::get_if<std::int64_t>(&read);
      if (moment == nullptr) refuse(table, name);
      item->expires = Instant{milliseconds{*moment}};
    }
  }
  item->attributes = {std::move_iterator{entries.begin()}, std::move_iterator{entries.end()}};
  return item;
}

}  // namespace dailygrind::store::dynamodb
