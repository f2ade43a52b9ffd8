#include "platform/api/idempotency.hpp"

namespace dailygrind::api {
namespace {

constexpr auto kept = std::chrono::hours{24};

store::Key key_of(const Call& call) {
  return {"idempotency", "user#" + call.user.str(), call.idempotency_key};
}

}  // namespace

Task<std::optional<std::string>> Idempotency::find(const Call& call) {
  if (call.idempotency_key.empty()) co_return std::nullopt;
  const auto record = co_await store_.get(key_of(call));
  if (!record) co_return std::nullopt;
  if (record->attributes.text("fingerprint") != call.fingerprint) {
    throw Problem::invalid("", "This Idempotency-Key was used for another request.");
  }
  co_return record->attributes.text("made");
}

void Idempotency::record(const Call& call, const std::string& made_id,
                         std::vector<store::Write>& writes) {
  if (call.idempotency_key.empty()) return;
  writes.emplace_back(
      store::Put{.item = {.key = key_of(call),
                          .attributes = {{"fingerprint", call.fingerprint}, {"made", made_id}},
                          .expires = clock_.now() + kept},
                 .condition = store::Condition::absent()});
}

}  // namespace dailygrind::api
