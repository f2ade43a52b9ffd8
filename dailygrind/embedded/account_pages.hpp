#pragma once

#include "platform/http/router.hpp"

namespace dailygrind::embedded {

/// `/reset` and `/sign-up`: where the links of `dailygrind admin` lead. Two plain forms that speak
/// to the embedded accounts, for as long as no web application takes these paths.
void mount_account_pages(http::Router& router);

}  // namespace dailygrind::embedded
