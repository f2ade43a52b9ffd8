#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>
#include <utility>

#include "platform/core/task.hpp"

/// For tests of what runs coroutines.
namespace dailygrind::testing {

/// A value that has no default.
struct Named {
  explicit Named(std::string text) : name(std::move(text)) {}
  std::string name;
};

/// Lets others run so many times.
inline Task<> turns(int number) {
  for (int i = 0; i < number; ++i) co_await boost::asio::post(boost::asio::use_awaitable);
}

}  // namespace dailygrind::testing
