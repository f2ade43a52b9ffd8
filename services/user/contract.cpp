#include "services/user/contract.hpp"

#include "platform/api/call.hpp"
#include "platform/describe/json_write.hpp"

namespace dailygrind::user {

std::string etag_of(const UserInfo& info) { return api::etag_of_bytes(describe::to_json(info)); }

}  // namespace dailygrind::user
