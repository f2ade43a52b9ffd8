#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "platform/identity/embedded/accounts.hpp"
#include "platform/identity/embedded/wire_input.hpp"

namespace dailygrind::identity {

/// Reads the input of an operation, runs it, and writes its output.
using WireOperation = Task<boost::json::object> (*)(Accounts&, const WireInput&);

/// Null where we have no operation of that name.
WireOperation find_wire_operation(std::string_view name);

}  // namespace dailygrind::identity
