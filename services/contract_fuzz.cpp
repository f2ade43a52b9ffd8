#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/describe/attributes.hpp"
#include "platform/describe/json_read.hpp"
#include "platform/describe/json_write.hpp"
#include "services/events.hpp"
#include "services/post/contract.hpp"
#include "services/push_notification/contract.hpp"
#include "services/user/contract.hpp"

/// Bodies of requests and data of events: JSON → DTO. What was accepted must be written as
/// something that is accepted and means the same, in JSON and in the store.

namespace {

using namespace dailygrind;

void require(bool holds) {
  if (!holds) std::abort();
}

template <typename T>
void check_body(std::string_view text) {
  T value;
  try {
    value = describe::from_json<T>(text);
  } catch (const Problem& problem) {
    require(problem.status() == 400 || problem.status() == 422);
    return;
  }
  const auto written = describe::to_json(value);
  require(describe::to_json(describe::from_json<T>(written)) == written);
  const auto stored = describe::to_attributes(value);
  require(describe::to_json(describe::from_attributes<T>(stored)) == written);
}

template <typename T>
void check_event(std::string_view text) {
  try {
    describe::to_json(describe::from_foreign_json<T>(text));
  } catch (const Problem& problem) {
    require(problem.status() == 400 || problem.status() == 422);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check_body<user::ProfileInput>(text);
  check_body<user::JobInput>(text);
  check_body<user::EducationInput>(text);
  check_body<post::NewPost>(text);
  check_body<post::NewComment>(text);
  check_body<push::NewSubscription>(text);
  check_body<push::NewPreferences>(text);
  check_body<push::Announcement>(text);
  check_event<events::User>(text);
  check_event<events::Reaction>(text);
  check_event<events::Friendship>(text);
  return 0;
}
