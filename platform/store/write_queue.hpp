#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/store/store.hpp"

namespace dailygrind::store {

/// A transaction on its way through the writer.
struct WriteRequest {
  using Done = std::move_only_function<void(std::exception_ptr, WriteResult)>;

  std::vector<Write> writes;
  boost::asio::any_io_executor loop;  ///< where `done` must run
  Done done;
  std::exception_ptr error;
  WriteResult result;
};
using WriteGroup = std::vector<WriteRequest>;

/// So that the first of very many do not wait for the last.
inline constexpr std::size_t largest_group = 500;

/// Where the event loops leave transactions for the writer. Thread-safe.
class WriteQueue : public std::enable_shared_from_this<WriteQueue> {
 public:
  /// For the thread of the request's loop. The writer hears of it at the end of the loop's turn, so
  /// that the requests of one turn, such as those of all connections that were ready, go together.
  void push(WriteRequest request);
  /// No more will come: `take` returns without waiting from now on.
  void close();
  /// What is waiting, in its order, at most `largest_group`. Waits until a turn ended that left
  /// something, the queue is closed or `until` has come; then what it returns may be empty.
  WriteGroup take(std::chrono::steady_clock::time_point until);
  /// True once the queue is closed and empty.
  [[nodiscard]] bool finished() const;

 private:
  class EndOfTurn;
  void announce(const boost::asio::any_io_executor& loop);

  mutable std::mutex mutex_;
  std::condition_variable announced_;
  std::deque<WriteRequest> waiting_;
  std::vector<boost::asio::any_io_executor> unfinished_;  ///< turns that have left something
  bool ready_ = false;                                    ///< a turn that left something ended
  bool closed_ = false;
};

/// Leaves a transaction and waits for its answer, which comes on the caller's loop.
Task<WriteResult> submit(WriteQueue& queue, std::vector<Write> writes);
/// Gives all their answers: each request's `error` or `result`. For the writer.
void answer(WriteGroup group);

}  // namespace dailygrind::store
