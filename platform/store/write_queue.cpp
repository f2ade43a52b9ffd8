#include "platform/store/write_queue.hpp"

#include <algorithm>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>

namespace dailygrind::store {
namespace {

struct Answer {
  WriteRequest request;
  void operator()() { request.done(request.error, std::move(request.result)); }
};

void answer_on_loop(const boost::asio::any_io_executor& loop, WriteGroup group) {
  // A loop may be destroyed as soon as its calls are answered, so its thread must not go on before
  // this one has left it.
  const auto leaving = std::make_shared<std::mutex>();
  const std::scoped_lock lock{*leaving};
  // One hand-over between threads for all; from here on each is a turn of its own.
  boost::asio::post(loop, [loop, leaving, requests = std::move(group)]() mutable {
    {
      const std::scoped_lock left{*leaving};
    }
    for (WriteRequest& request : requests) boost::asio::post(loop, Answer{std::move(request)});
  });
}

}  // namespace

/// Announces a turn's requests when it is run, and also when a loop that stops drops it.
class WriteQueue::EndOfTurn {
 public:
  EndOfTurn(std::weak_ptr<WriteQueue> queue, boost::asio::any_io_executor loop)
      : queue_(std::move(queue)), loop_(std::move(loop)) {}
  EndOfTurn(EndOfTurn&&) = default;
  EndOfTurn& operator=(EndOfTurn&&) = delete;
  ~EndOfTurn() { (*this)(); }

  void operator()() {
    if (const auto queue = std::exchange(queue_, {}).lock()) queue->announce(loop_);
  }

 private:
  std::weak_ptr<WriteQueue> queue_;
  boost::asio::any_io_executor loop_;
};

void WriteQueue::push(WriteRequest request) {
  const auto loop = request.loop;
  {
    const std::scoped_lock lock{mutex_};
    waiting_.push_back(std::move(request));
    if (std::ranges::find(unfinished_, loop) != unfinished_.end()) return;
    unfinished_.push_back(loop);
  }
  boost::asio::post(loop, EndOfTurn{weak_from_this(), loop});
}

void WriteQueue::announce(const boost::asio::any_io_executor& loop) {
  {
    const std::scoped_lock lock{mutex_};
    std::erase(unfinished_, loop);
    ready_ = true;
  }
  announced_.notify_one();
}

void WriteQueue::close() {
  {
    const std::scoped_lock lock{mutex_};
    closed_ = true;
  }
  announced_.notify_one();
}

WriteGroup WriteQueue::take(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock{mutex_};
  announced_.wait_until(lock, until, [this] { return closed_ || (ready_ && !waiting_.empty()); });
  const auto end =
      waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), largest_group));
  WriteGroup group{std::move_iterator{waiting_.begin()}, std::move_iterator{end}};
  waiting_.erase(waiting_.begin(), end);
  ready_ = !waiting_.empty();
  return group;
}

bool WriteQueue::finished() const {
  const std::scoped_lock lock{mutex_};
  return closed_ && waiting_.empty();
}

Task<WriteResult> submit(WriteQueue& queue, std::vector<Write> writes) {
  const auto begin = [&queue](auto handler, std::vector<Write>&& wanted) {
    auto loop = boost::asio::get_associated_executor(handler);
    queue.push({.writes = std::move(wanted), .loop = std::move(loop), .done = std::move(handler)});
  };
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                     void(std::exception_ptr, WriteResult)>(
      begin, boost::asio::use_awaitable, std::move(writes));
}

void answer(WriteGroup group) {
  std::vector<WriteGroup> by_loop;
  for (WriteRequest& request : group) {
    auto same = std::ranges::find_if(
        by_loop, [&](const WriteGroup& others) { return others.front().loop == request.loop; });
    if (same == by_loop.end()) same = by_loop.insert(same, WriteGroup{});
    same->push_back(std::move(request));
  }
  for (WriteGroup& requests : by_loop) {
    const auto loop = requests.front().loop;
    answer_on_loop(loop, std::move(requests));
  }
}

}  // namespace dailygrind::store
