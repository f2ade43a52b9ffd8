#pragma once

#include <string>
#include <string_view>

#include "platform/describe/describe.hpp"

namespace dailygrind::describe {

/// What is wrong with `text` under `rule`, as a sentence that is safe to show; "" where nothing is.
/// `text` must be well-formed UTF-8 and not empty.
std::string broken_rule(const Rule& rule, std::string_view text);
/// The same for a number.
std::string broken_rule(const Rule& rule, std::int64_t number);

}  // namespace dailygrind::describe
