#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "dailygrind/seed/field.hpp"
#include "platform/core/random.hpp"
#include "services/user/contract.hpp"

namespace dailygrind::seed {

/// What somebody of a field has learned and where they have worked, without a gap, up to `today`.
class Career {
 public:
  /// `random` is used here only.
  Career(const Field& field, std::chrono::sys_days today, int born, Random& random);

  [[nodiscard]] std::vector<user::EducationInput> educations() const { return educations_; }
  /// Latest first; empty for students.
  [[nodiscard]] std::vector<user::JobInput> jobs() const { return jobs_; }
  [[nodiscard]] std::string headline() const { return headline_; }

 private:
  void study(int from, int years);
  void work(int from);

  const Field& field_;
  std::chrono::sys_days today_;
  Random& random_;
  std::vector<user::EducationInput> educations_;
  std::vector<user::JobInput> jobs_;
  std::string headline_;
};

}  // namespace dailygrind::seed
