#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

Task<Paged<std::string>> calendar(Posts& posts, const Call& call, Month month, Page page) {
  constexpr std::size_t size = std::string_view{"YYYY-MM"}.size();
  if (month.value.size() != size || !is_partial_date(month.value)) {
    throw Problem::invalid("?month", "must be a month: YYYY-MM");
  }
  co_return co_await posts.repository.days_of(call.user, month.value, page);
}

}  // namespace dailygrind::post
