#pragma once

#include <functional>

#include "platform/api/call.hpp"
#include "services/user/users.hpp"

namespace dailygrind::user {

/// A source of people: those after `after`, at most `limit`.
using PeopleSource = std::function<Task<IdPage>(const std::string& after, std::size_t limit)>;

/// A page of those of `source` whom `viewer` may know. Looks at few more than 500 rows; when they
/// did not fill the page it is short and has a next one.
Task<api::Paged<UserInfo>> known_people(Users& users, const UserId& viewer, const api::Page& page,
                                        const PeopleSource& source);

/// The same for one of somebody's lists.
Task<api::Paged<UserInfo>> known_of_list(Users& users, const UserId& viewer, const UserId& owner,
                                         List list, const api::Page& page);

}  // namespace dailygrind::user
