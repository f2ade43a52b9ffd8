#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "platform/api/routes.hpp"

namespace dailygrind::api {

/// The OpenAPI 3.1 document of the given tables, in a stable order.
boost::json::object openapi_document(const std::string& title,
                                     const std::vector<const Routes*>& tables);

/// `document` as indented JSON with a final line break, the form that is committed.
std::string pretty_json(const boost::json::value& document);

}  // namespace dailygrind::api
