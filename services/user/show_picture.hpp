#pragma once

#include "platform/http/message.hpp"
#include "services/user/users.hpp"

namespace dailygrind::user {

/// Answers `GET /users/pictures/{owner}/{file}` with a finished picture. It asks for no token, so
/// that `<img>` can show it and caches can keep it: whoever was told the URL, which nobody can
/// guess, may see what every signed-in user may see. Under one URL there is never another picture.
/// `users` must outlive it.
http::Handler show_picture(Users& users);

}  // namespace dailygrind::user
