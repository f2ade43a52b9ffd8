#include "lambdas/push_notification/shard_batch.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/system/system_error.hpp>
#include <vector>

#include "platform/core/gather.hpp"
#include "platform/core/log.hpp"
#include "platform/describe/json_read.hpp"
#include "platform/lambda/runtime.hpp"
#include "services/push_notification/hand_over.hpp"

namespace dailygrind::lambda {
namespace {

namespace json = boost::json;

struct Record {
  std::string id;
  std::string body;
};

std::string text_in(const json::value& value, std::string_view name) {
  const auto* object = value.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(name);
  if (found == nullptr || !found->is_string()) {
    throw FunctionError{"InvalidPayload", "The event is no batch of SQS."};
  }
  return std::string{found->get_string()};
}

std::vector<Record> records_of(const std::string& payload) {
  json::error_code broken;
  const auto event = json::parse(payload, broken);
  const auto* object = event.if_object();
  const auto* list = object == nullptr ? nullptr : object->if_contains("Records");
  if (broken || list == nullptr || !list->is_array()) {
    throw FunctionError{"InvalidPayload", "The event is no batch of SQS."};
  }
  std::vector<Record> records;
  for (const auto& each : list->get_array()) {
    records.push_back({text_in(each, "messageId"), text_in(each, "body")});
  }
  return records;
}

/// Whether it may be removed from the queue.
Task<bool> carry_out(push::Push& push, const Record& record, Instant until) {
  try {
    const auto message = describe::from_json<push::ShardMessage>(record.body);
    const auto end = co_await push::carry_out(push, message, until);
    log::info("shard", {{"job", std::string_view{message.job_id.str()}},
                        {"shard", message.shard},
                        {"done", end == push::ShardEnd::done}});
    co_return true;
  } catch (const boost::system::system_error&) {
    throw;  // cancelled
  } catch (const std::exception& error) {
    log::error("a message fails", {{"messageId", std::string_view{record.id}},
                                   {"cause", std::string_view{error.what()}}});
    co_return false;
  }
}

}  // namespace

Task<std::string> carry_out_batch(push::Push& push, std::string payload, Instant until) {
  const auto records = records_of(payload);
  std::vector<Task<bool>> tasks;
  for (const auto& record : records) tasks.push_back(carry_out(push, record, until));
  const auto good = co_await gather(std::move(tasks));
  json::array failures;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!good[i]) failures.push_back({{"itemIdentifier", records[i].id}});
  }
  co_return json::serialize(json::object{{"batchItemFailures", std::move(failures)}});
}

}  // namespace dailygrind::lambda
