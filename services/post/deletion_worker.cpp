#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "platform/core/log.hpp"
#include "services/post/deletion.hpp"
#include "services/post/keys.hpp"

namespace dailygrind::post {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds pause{5};

}  // namespace

Task<std::size_t> Deletion::resume() {
  std::size_t jobs = 0;
  store::Query query{.table = posts_table, .partition = deletions_partition};
  for (bool more = true; more;) {
    const auto page = co_await store_.query(query);
    for (const auto& job : page.items) {
      const auto& post = job->attributes.text("post");
      if (post.empty()) {
        co_await finish_user(UserId{job->attributes.text("user")});
      } else {
        co_await finish_post(PostId{post});
      }
      ++jobs;
    }
    more = page.next.has_value();
    if (more) query.after = *page.next;
  }
  co_return jobs;
}

Task<> Deletion::run() {
  asio::steady_timer timer{co_await asio::this_coro::executor};
  while (true) {
    try {
      co_await resume();
    } catch (const boost::system::system_error&) {
      throw;  // cancelled
    } catch (const std::exception& error) {
      log::warning("deletions wait", {{"cause", error.what()}});
    }
    timer.expires_after(pause);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace dailygrind::post
