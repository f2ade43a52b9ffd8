#pragma once

#include <boost/asio/awaitable.hpp>

namespace dailygrind {

/// The coroutine type of everything that may wait. A Task runs on the executor of whoever awaits
/// it; an adapter that does its work elsewhere resumes on that executor before it returns.
template <typename T = void>
using Task = boost::asio::awaitable<T>;

}  // namespace dailygrind
