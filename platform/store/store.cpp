#include "platform/store/store.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "platform/core/encoding.hpp"

namespace dailygrind::store {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};

void demand(bool condition, const char* message) {
  if (!condition) throw std::logic_error{std::string{"store: "} + message};
}

auto position(auto& entries, std::string_view name) {
  return std::ranges::find(entries, name, &Attributes::Entry::first);
}

template <typename T>
const T& value_or_zero(const Attributes& attributes, std::string_view name) {
  static const T zero{};
  const Value* value = attributes.find(name);
  const T* typed = value ? std::get_if<T>(value) : nullptr;
  return typed ? *typed : zero;
}

std::size_t size_of(const Value& value) {
  return std::visit(
      Overloaded{[](const std::string& text) { return text.size(); },
                 [](std::int64_t) { return std::size_t{11}; }, [](bool) { return std::size_t{1}; }},
      value);
}

void check_attributes(const Attributes& attributes) {
  for (const auto& [name, value] : attributes) {
    demand(!name.empty() && is_text(name), "an attribute's name is empty or not UTF-8");
    const auto* text = std::get_if<std::string>(&value);
    demand(!text || is_text(*text), "a text is not UTF-8");
  }
}

void check_item(const Item& item) {
  demand(size_of(item) <= max_item_bytes, "an item is larger than 400 KB");
}

void check_named_once(const Update& update) {
  std::vector<std::string_view> names{update.remove.begin(), update.remove.end()};
  for (const auto& [name, value] : update.set) names.emplace_back(name);
  for (const auto& [name, by] : update.add) names.emplace_back(name);
  std::ranges::sort(names);
  demand(std::ranges::adjacent_find(names) == names.end(), "an update names an attribute twice");
}

void check_write(const Write& write) {
  const Key& key = key_of(write);
  check_limits(key);
  demand(is_text(key.partition) && is_text(key.sort), "a key is not UTF-8");
  if (const auto* put = std::get_if<Put>(&write)) {
    check_attributes(put->item.attributes);
    check_item(put->item);
  } else if (const auto* update = std::get_if<Update>(&write)) {
    check_attributes(update->set);
    check_named_once(*update);
  }
}

void check_distinct(std::span<const Write> writes) {
  std::vector<const Key*> keys;
  keys.reserve(writes.size());
  for (const Write& write : writes) keys.push_back(&key_of(write));
  const auto tie = [](const Key* key) { return std::tie(key->table, key->partition, key->sort); };
  std::ranges::sort(keys, {}, tie);
  demand(std::ranges::adjacent_find(keys, {}, tie) == keys.end(),
         "a transaction names an item twice");
}

bool clause_holds(const Condition::Clause& clause, const Item* existing) {
  const Value* value = existing ? existing->attributes.find(clause.attribute) : nullptr;
  switch (clause.test) {
    case Condition::Test::item_exists:
      return existing != nullptr;
    case Condition::Test::item_absent:
      return existing == nullptr;
    case Condition::Test::equals:
      return value && *value == clause.value;
    case Condition::Test::less: {
      const auto* number = value ? std::get_if<std::int64_t>(value) : nullptr;
      const auto* bound = std::get_if<std::int64_t>(&clause.value);
      return number && bound && *number < *bound;
    }
    case Condition::Test::attribute_absent:
      return value == nullptr;
  }
  return false;
}

void add(Attributes& attributes, const std::string& name, std::int64_t by) {
  const Value* value = attributes.find(name);
  demand(!value || std::holds_alternative<std::int64_t>(*value), "add to what is no number");
  std::int64_t sum = 0;
  demand(!__builtin_add_overflow(attributes.number(name), by, &sum), "a number overflows");
  attributes.set(name, sum);
}

ItemPtr updated(const Update& update, const Item* existing) {
  auto item = existing ? std::make_shared<Item>(*existing)
                       : std::make_shared<Item>(Item{.key = update.key});
  for (const auto& [name, value] : update.set) item->attributes.set(name, value);
  for (const auto& name : update.remove) item->attributes.remove(name);
  for (const auto& [name, by] : update.add) add(item->attributes, name, by);
  check_item(*item);
  return item;
}

}  // namespace

const Value* Attributes::find(std::string_view name) const {
  const auto found = position(entries_, name);
  return found == entries_.end() ? nullptr : &found->second;
}

void Attributes::set(std::string_view name, Value value) {
  const auto found = position(entries_, name);
  if (found != entries_.end()) {
    found->second = std::move(value);
  } else {
    entries_.emplace_back(name, std::move(value));
  }
}

void Attributes::remove(std::string_view name) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.first == name; });
}

const std::string& Attributes::text(std::string_view name) const {
  return value_or_zero<std::string>(*this, name);
}
std::int64_t Attributes::number(std::string_view name) const {
  return value_or_zero<std::int64_t>(*this, name);
}
bool Attributes::flag(std::string_view name) const { return value_or_zero<bool>(*this, name); }

bool Attributes::operator==(const Attributes& other) const {
  return size() == other.size() && std::ranges::all_of(entries_, [&](const Entry& entry) {
           const Value* value = other.find(entry.first);
           return value && *value == entry.second;
         });
}

Condition Condition::operator&&(const Condition& other) const {
  const auto joinable = [](const Condition& condition) {
    return condition.join == Join::every || condition.clauses.size() < 2;
  };
  demand(joinable(*this) && joinable(other), "conditions joined by `any` cannot be combined");
  Condition both{clauses, Join::every};
  both.clauses.insert(both.clauses.end(), other.clauses.begin(), other.clauses.end());
  return both;
}

const Key& key_of(const Write& write) {
  return std::visit(Overloaded{[](const Put& put) -> const Key& { return put.item.key; },
                               [](const auto& other) -> const Key& { return other.key; }},
                    write);
}

const Condition& condition_of(const Write& write) {
  return std::visit([](const auto& any) -> const Condition& { return any.condition; }, write);
}

void check_limits(const Key& key) {
  demand(!key.table.empty() && !key.partition.empty() && !key.sort.empty(), "a key is empty");
  demand(key.partition.size() <= max_partition_key_bytes, "a partition key is too long");
  demand(key.sort.size() <= max_sort_key_bytes, "a sort key is too long");
}

void check_limits(const Query& query) {
  demand(!query.table.empty() && !query.partition.empty(), "a query has an empty key");
  demand(query.partition.size() <= max_partition_key_bytes, "a partition key is too long");
  demand(query.limit >= 1, "a query's limit is 0");
}

void check_limits(std::span<const Write> writes) {
  demand(!writes.empty(), "a transaction is empty");
  demand(writes.size() <= max_transaction_writes, "a transaction has more than 100 writes");
  std::ranges::for_each(writes, check_write);
  check_distinct(writes);
}

std::size_t size_of(const Item& item) {
  std::size_t size = item.key.partition.size() + item.key.sort.size();
  for (const auto& [name, value] : item.attributes) size += name.size() + size_of(value);
  return size;
}

bool holds(const Condition& condition, const Item* existing) {
  const auto holds_here = [&](const auto& clause) { return clause_holds(clause, existing); };
  if (condition.clauses.empty()) return true;
  return condition.join == Condition::Join::every
             ? std::ranges::all_of(condition.clauses, holds_here)
             : std::ranges::any_of(condition.clauses, holds_here);
}

ItemPtr apply(const Write& write, const Item* existing) {
  return std::visit(
      Overloaded{[](const Put& put) -> ItemPtr { return std::make_shared<Item>(put.item); },
                 [&](const Update& update) { return updated(update, existing); },
                 [](const Delete&) -> ItemPtr { return nullptr; },
                 [](const Check&) -> ItemPtr { throw std::logic_error{"store: apply a Check"}; }},
      write);
}

}  // namespace dailygrind::store
