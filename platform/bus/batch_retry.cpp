#include "platform/bus/batch_retry.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <numeric>

#include "platform/core/problem.hpp"
#include "platform/http/retry.hpp"

namespace dailygrind::bus::sqs {

namespace asio = boost::asio;

Task<> send_until_done(std::size_t count, SendEntries send, Random& random,
                       const SnsSqsSettings& settings) {
  std::vector<std::size_t> open(count);
  std::iota(open.begin(), open.end(), std::size_t{0});
  for (int attempt = 1; !open.empty(); ++attempt) {
    auto failures = co_await send(std::move(open));
    open = std::move(failures.entries);
    if (open.empty()) co_return;
    if (attempt >= settings.attempts) throw Problem::unavailable(std::move(failures.cause));
    asio::steady_timer timer{
        co_await asio::this_coro::executor,
        http::backoff(attempt, settings.first_retry, settings.longest_retry, random)};
    co_await timer.async_wait(asio::use_awaitable);
  }
}

Task<http::ClientResponse> ask(aws::Client& service, aws::Request request) {
  try {
    co_return co_await service.send(std::move(request));
  } catch (const aws::Error& error) {
    throw Problem::unavailable(error.what());
  }
}

std::vector<std::size_t> batch_ends(const std::vector<std::size_t>& sizes) {
  std::vector<std::size_t> ends;
  std::size_t entries = 0;
  std::size_t bytes = 0;
  for (std::size_t index = 0; index < sizes.size(); ++index) {
    if (entries == most_entries || (entries > 0 && bytes + sizes[index] > most_bytes)) {
      ends.push_back(index);
      entries = 0;
      bytes = 0;
    }
    ++entries;
    bytes += sizes[index];
  }
  if (entries > 0) ends.push_back(sizes.size());
  return ends;
}

}  // namespace dailygrind::bus::sqs
