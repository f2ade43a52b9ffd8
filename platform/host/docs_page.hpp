#pragma once

#include "platform/http/router.hpp"

namespace dailygrind::host {

/// `/docs`: Swagger UI over `/openapi.json`, with its files inside the program, so that it works
/// offline.
void mount_docs_page(http::Router& router);

}  // namespace dailygrind::host
