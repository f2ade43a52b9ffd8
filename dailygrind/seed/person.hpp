#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "dailygrind/seed/field.hpp"
#include "dailygrind/seed/places.hpp"
#include "services/user/seed.hpp"

namespace dailygrind::seed {

/// Somebody who does not exist.
struct Person {
  user::SeededPerson account;
  const Field* field = nullptr;
  const Place* place = nullptr;
};

/// Where somebody comes from: the same source makes the same person.
struct Source {
  std::uint64_t seed = 1;
  std::uint64_t number = 0;   ///< the node; the e-mail ends in it
  std::chrono::sys_days day;  ///< on which they signed up: of ids, and "now" for their age
};
Person make_person(const Source& source);

/// `ada.nowak17@example.org` for Ada Nowak, number 17: always valid, and of nobody.
std::string make_email(const std::string& first_name, const std::string& last_name,
                       std::uint64_t number);

}  // namespace dailygrind::seed
