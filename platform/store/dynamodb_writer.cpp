#include "platform/store/dynamodb_writer.hpp"

#include <boost/json/value.hpp>
#include <stdexcept>

#include "platform/store/dynamodb_errors.hpp"
#include "platform/store/dynamodb_expressions.hpp"
#include "platform/store/dynamodb_item.hpp"
#include "platform/store/page_builder.hpp"

namespace dailygrind::store::dynamodb {
namespace {

namespace json = boost::json;

/// The action of a transaction, which is also the request of PutItem, UpdateItem and DeleteItem.
json::object action_of(const Write& write, std::string table, Instant now) {
  json::object action{{"TableName", std::move(table)}};
  if (const auto* put = std::get_if<Put>(&write)) {
    action["Item"] = to_json(put->item);
  } else {
    action["Key"] = to_json(key_of(write));
  }
  Placeholders placeholders;
  if (const auto* update = std::get_if<Update>(&write)) {
    action["UpdateExpression"] = update_expression(*update, placeholders);
  }
  auto condition = condition_expression(write, now, placeholders);
  // A Check must have an expression.
  if (condition.empty() && std::holds_alternative<Check>(write)) {
    condition = "attribute_exists(pk) OR attribute_not_exists(pk)";
  }
  if (!condition.empty()) {
    action["ConditionExpression"] = condition;
    action["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";
  }
  placeholders.move_to(action);
  return action;
}

const char* action_name(const Write& write) {
  static constexpr const char* names[]{"Put", "Update", "Delete", "ConditionCheck"};
  return names[write.index()];
}

bool may_be_done_twice(const Write& write) {
  const auto* const update = std::get_if<Update>(&write);
  return condition_of(write).clauses.empty() && (update == nullptr || update->add.empty());
}

/// What is there, as the port sees it: null where it has expired.
ItemPtr existing_of(const FailedCondition& failed, const Write& write, Instant now) {
  if (!failed.item) return nullptr;
  auto item = from_json(key_of(write).table, *failed.item);
  return is_visible(*item, now) ? item : nullptr;
}

/// Deals with conditions that failed: the refusal to report, or nothing where `writes` were changed
/// and are to be sent again. `writes` began as `asked`; updates of expired items become puts of
/// what the update makes of nothing, as long as they are absent.
std::optional<Refused> settle(const std::vector<FailedCondition>& conditions,
                              const std::vector<Write>& asked, std::vector<Write>& writes,
                              Instant now) {
  const Write* impossible = nullptr;
  ItemPtr in_its_way;
  bool changed = false;
  for (const FailedCondition& failed : conditions) {
    const Write& wanted = asked.at(failed.index);
    Write& sent = writes.at(failed.index);
    ItemPtr existing = existing_of(failed, wanted, now);
    if (!holds(condition_of(wanted), existing.get())) {
      return Refused{failed.index, std::move(existing)};
    }
    if (!std::holds_alternative<Update>(wanted)) continue;
    if (std::holds_alternative<Put>(sent)) {
      sent = wanted;  // somebody else has made the item meanwhile
      changed = true;
    } else if (failed.item && !existing) {
      sent = Put{*store::apply(wanted, nullptr), Condition::absent()};
      changed = true;
    } else if (impossible == nullptr) {
      impossible = &wanted;
      in_its_way = std::move(existing);
    }
  }
  if (impossible != nullptr) (void)store::apply(*impossible, in_its_way.get());  // throws
  if (!changed) throw std::logic_error{"store: DynamoDB refuses a condition that holds"};
  return std::nullopt;
}

}  // namespace

Task<WriteResult> Writer::write(std::vector<Write> writes) {
  if (writes.size() == 1) {
    if (const auto* only = std::get_if<Check>(writes.data())) co_return co_await check(*only);
  }
  const std::vector<Write> asked = writes;
  for (int attempt = 1;; ++attempt) {
    const Instant now = clock_.now();
    const auto answer = co_await send(writes, now);
    if (answer) co_return WriteResult{};
    auto refused = settle(failed_conditions(answer.error()), asked, writes, now);
    if (refused) co_return std::unexpected{std::move(*refused)};
    if (attempt > 1) co_await calls_.back_off(attempt, "an item expires and is made all the time");
  }
}

/// A read says the same as a transaction with nothing but this, for a read unit instead of two
/// write units.
Task<WriteResult> Writer::check(Check check) {
  ItemPtr existing = co_await reader_.get(check.key);
  if (!holds(check.condition, existing.get())) {
    co_return std::unexpected{Refused{0, std::move(existing)}};
  }
  co_return WriteResult{};
}

Task<std::expected<aws::JsonDocument, aws::Error>> Writer::send(const std::vector<Write>& writes,
                                                                Instant now) {
  if (writes.size() == 1 && may_be_done_twice(writes.front())) {
    const Write& write = writes.front();
    return calls_.send(std::string{action_name(write)} + "Item",
                       action_of(write, calls_.table_name(key_of(write).table), now),
                       Access::write);
  }
  json::array actions;
  for (const Write& write : writes) {
    actions.emplace_back(json::object{
        {action_name(write), action_of(write, calls_.table_name(key_of(write).table), now)}});
  }
  return calls_.send(
      "TransactWriteItems",
      {{"TransactItems", std::move(actions)}, {"ClientRequestToken", calls_.token()}},
      Access::write);
}

}  // namespace dailygrind::store::dynamodb
