#include "platform/store/dynamodb_errors.hpp"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <string>
#include <string_view>

namespace dailygrind::store::dynamodb {
namespace {

namespace json = boost::json;
using namespace std::string_view_literals;

constexpr std::array passing{"TransactionConflict"sv,
                             "TransactionConflictException"sv,
                             "TransactionInProgressException"sv,
                             "ProvisionedThroughputExceeded"sv,
                             "ProvisionedThroughputExceededException"sv,
                             "RequestLimitExceeded"sv,
                             "ThrottlingError"sv,
                             "ThrottlingException"sv};
constexpr std::array defects{"ValidationError"sv, "ValidationException"sv,
                             "SerializationException"sv, "IdempotentParameterMismatchException"sv};
constexpr std::array refusals{"ConditionalCheckFailed"sv, "ConditionalCheckFailedException"sv};

bool contains(const auto& all, const auto& one) { return std::ranges::find(all, one) != all.end(); }

/// Of an error's code or of a reason's of a cancelled transaction.
Verdict verdict_of(std::string_view code) {
  if (contains(refusals, code)) return Verdict::refused;
  if (contains(passing, code)) return Verdict::passing;
  return contains(defects, code) ? Verdict::defect : Verdict::failed;
}

json::object document_of(const aws::Error& error) {
  json::error_code broken;
  const auto document = json::parse(error.body(), broken);
  return !broken && document.is_object() ? document.get_object() : json::object{};
}

json::array reasons_of(const aws::Error& error) {
  const auto document = document_of(error);
  const auto* const reasons = document.if_contains("CancellationReasons");
  return reasons != nullptr && reasons->is_array() ? reasons->get_array() : json::array{};
}

std::string_view code_of(const json::value& reason) {
  const auto* const members = reason.if_object();
  const auto* const code = members != nullptr ? members->if_contains("Code") : nullptr;
  return code != nullptr && code->is_string() ? std::string_view{code->get_string()} : "None"sv;
}

std::optional<json::object> item_of(const json::object& members) {
  const auto* const item = members.if_contains("Item");
  if (item == nullptr || !item->is_object() || item->get_object().empty()) return std::nullopt;
  return item->get_object();
}

Finding finding_of_cancelled(const json::array& reasons) {
  std::vector<Verdict> verdicts;
  for (const auto& reason : reasons) {
    if (code_of(reason) != "None") verdicts.push_back(verdict_of(code_of(reason)));
  }
  const bool refused = contains(verdicts, Verdict::refused);
  if (refused) std::erase(verdicts, Verdict::defect);
  return {verdicts.empty() ? Verdict::failed : verdicts.front(), refused};
}

}  // namespace

Finding finding_of(const aws::Error& error) {
  if (error.code() == "TransactionCanceledException") {
    return finding_of_cancelled(reasons_of(error));
  }
  const auto verdict = verdict_of(error.code());
  return {verdict, verdict == Verdict::refused};
}

std::vector<FailedCondition> failed_conditions(const aws::Error& error) {
  if (error.code() != "TransactionCanceledException") return {{0, item_of(document_of(error))}};
  std::vector<FailedCondition> failed;
  const auto reasons = reasons_of(error);
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (verdict_of(code_of(reasons[i])) != Verdict::refused) continue;
    failed.push_back({i, item_of(reasons[i].get_object())});
  }
  return failed;
}

}  // namespace dailygrind::store::dynamodb
