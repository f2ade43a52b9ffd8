#include "platform/store/dynamodb_expressions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json/value.hpp>
#include <limits>

#include "platform/store/dynamodb_item.hpp"

namespace dailygrind::store::dynamodb {
namespace {

using Test = Condition::Test;

std::string expired(Instant now, Placeholders& placeholders) {
  return fmt::format("{} <= {}", expires_at, placeholders.now(now));
}

/// Holds for what is absent, too. In parentheses.
std::string not_expired(Instant now, Placeholders& placeholders) {
  return fmt::format("(attribute_not_exists({0}) OR {0} > {1})", expires_at, placeholders.now(now));
}

/// Whether the clause only holds for what is there, so that it must not have expired.
bool demands_presence(Test test) {
  return test != Test::item_absent && test != Test::attribute_absent;
}

/// Without regard to expiry where it demands presence. A comparison with an attribute that is not
/// there, or of another type, is false.
std::string clause_expression(const Condition::Clause& clause, Instant now,
                              Placeholders& placeholders) {
  switch (clause.test) {
    case Test::item_exists:
      return fmt::format("attribute_exists({})", partition_key);
    case Test::item_absent:
      return fmt::format("attribute_not_exists({}) OR {}", partition_key,
                         expired(now, placeholders));
    case Test::attribute_absent:
      return fmt::format("attribute_not_exists({}) OR {}", placeholders.name(clause.attribute),
                         expired(now, placeholders));
    case Test::less:
      if (!std::holds_alternative<std::int64_t>(clause.value)) break;
      return fmt::format("{} < {}", placeholders.name(clause.attribute),
                         placeholders.value(clause.value));
    case Test::equals:
      return fmt::format("{} = {}", placeholders.name(clause.attribute),
                         placeholders.value(clause.value));
  }
  return fmt::format("attribute_exists({0}) AND attribute_not_exists({0})",
                     partition_key);  // never
}

// DynamoDB refuses doubled parentheses, and `AND` binds tighter than `OR`: parentheses stand around
// what has an `OR` at its top, and only there.

std::string any_of(const Condition& condition, Instant now, Placeholders& placeholders) {
  std::vector<std::string> parts;
  for (const auto& clause : condition.clauses) {
    parts.push_back(clause_expression(clause, now, placeholders));
    if (demands_presence(clause.test)) parts.back() += " AND " + not_expired(now, placeholders);
  }
  return fmt::format("({})", fmt::join(parts, " OR "));
}

/// What must hold together.
std::vector<std::string> demands_of(const Condition& condition, Instant now, bool must_be_fresh,
                                    Placeholders& placeholders) {
  std::vector<std::string> demands;
  if (condition.join == Condition::Join::any && condition.clauses.size() > 1) {
    demands.push_back(any_of(condition, now, placeholders));
  } else {
    for (const auto& clause : condition.clauses) {
      auto expression = clause_expression(clause, now, placeholders);
      const bool here = demands_presence(clause.test);
      demands.push_back(here ? std::move(expression) : "(" + expression + ")");
      must_be_fresh = must_be_fresh || here;
    }
  }
  if (must_be_fresh) demands.push_back(not_expired(now, placeholders));
  return demands;
}

std::string can_add(const std::string& attribute, std::int64_t by, Placeholders& placeholders) {
  using Limits = std::numeric_limits<std::int64_t>;
  const std::int64_t bound = by < 0 ? Limits::min() - by : Limits::max() - by;
  return fmt::format("(attribute_not_exists({0}) OR {0} {1} {2})", placeholders.name(attribute),
                     by < 0 ? ">=" : "<=", placeholders.value(bound));
}

void append(std::string& expression, std::string_view keyword,
            const std::vector<std::string>& actions) {
  if (actions.empty()) return;
  if (!expression.empty()) expression += ' ';
  expression += fmt::format("{} {}", keyword, fmt::join(actions, ", "));
}

}  // namespace

std::string Placeholders::name(std::string_view attribute) {
  const std::string stored = stored_name(attribute);
  for (const auto& [placeholder, name] : names_) {
    if (name.get_string() == stored) return placeholder;
  }
  const std::string placeholder = fmt::format("#{}", names_.size());
  names_[placeholder] = stored;
  return placeholder;
}

std::string Placeholders::value(const Value& value) {
  const std::string placeholder = fmt::format(":{}", values_.size());
  values_[placeholder] = to_json(value);
  return placeholder;
}

std::string Placeholders::now(Instant moment) {
  values_[":now"] = to_json(Value{std::int64_t{moment.time_since_epoch().count()}});
  return ":now";
}

void Placeholders::move_to(boost::json::object& request) {
  if (!names_.empty()) request["ExpressionAttributeNames"] = std::move(names_);
  if (!values_.empty()) request["ExpressionAttributeValues"] = std::move(values_);
}

std::string condition_expression(const Write& write, Instant now, Placeholders& placeholders) {
  const auto* const update = std::get_if<Update>(&write);
  auto demands = demands_of(condition_of(write), now, update != nullptr, placeholders);
  if (update != nullptr) {
    for (const auto& [name, by] : update->add) demands.push_back(can_add(name, by, placeholders));
  }
  return fmt::to_string(fmt::join(demands, " AND "));
}

std::string update_expression(const Update& update, Placeholders& placeholders) {
  std::vector<std::string> set;
  std::vector<std::string> remove;
  std::vector<std::string> add;
  for (const auto& [name, value] : update.set) {
    set.push_back(placeholders.name(name) + " = " + placeholders.value(value));
  }
  for (const auto& name : update.remove) remove.push_back(placeholders.name(name));
  for (const auto& [name, by] : update.add) {
    add.push_back(placeholders.name(name) + " " + placeholders.value(by));
  }
  // A transaction's update must have an expression, and only one that sets surely creates an item.
  if (set.empty() && add.empty()) {
    set.push_back(fmt::format("{} = {}", touched, placeholders.value(true)));
  }
  std::string expression;
  append(expression, "SET", set);
  append(expression, "REMOVE", remove);
  append(expression, "ADD", add);
  return expression;
}

}  // namespace dailygrind::store::dynamodb
