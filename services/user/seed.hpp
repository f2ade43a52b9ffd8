#pragma once

#include <span>
#include <utility>
#include <vector>

#include "services/user/users.hpp"

/// The same items and events as the verbs write, in few large transactions: for made-up people.
/// Several calls may run at once, which lets the store commit them together.
namespace dailygrind::user {

struct SeededPerson {
  UserId id;
  std::string email;
  ProfileInput profile;
  std::vector<JobInput> jobs;  ///< with educations at most 60
  std::vector<EducationInput> educations;
};

/// Creates somebody with jobs and education in one transaction. False where that person has, or
/// had, a profile.
Task<bool> seed_person(Users& users, const SeededPerson& person);

/// Makes friends of each pair, some twenty a transaction; returns how many were not friends before.
/// Pairs with a block between them, or of one person, are left out. All must have a profile: else
/// Problem::unavailable.
Task<std::size_t> seed_friendships(Users& users, std::span<const std::pair<UserId, UserId>> pairs);

}  // namespace dailygrind::user
