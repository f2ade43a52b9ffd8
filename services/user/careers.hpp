#pragma once

#include <string>

#include "services/user/contract.hpp"

/// What jobs and education have in common.
namespace dailygrind::user {

/// The most jobs, and the most educations, of one person.
inline constexpr std::int64_t most_entries = 100;

template <typename Entry>
struct CareerOf;

template <>
struct CareerOf<Job> {
  using EntryId = JobId;
  using Input = JobInput;
  static constexpr const char* prefix = "job#";
  static constexpr const char* counter = "numberOfJobs";
  static constexpr const char* path = "/users/me/jobs/";
  static const JobId& id(const Job& job) { return job.job_id; }
  static const std::optional<JobId>& chosen_id(const JobInput& input) { return input.job_id; }
  static Job made_of(JobInput input, JobId id) {
    return {.job_id = std::move(id),
            .job_title = std::move(input.job_title),
            .company_name = std::move(input.company_name),
            .start_date = std::move(input.start_date),
            .end_date = std::move(input.end_date),
            .location = std::move(input.location),
            .description = std::move(input.description)};
  }
};

template <>
struct CareerOf<Education> {
  using EntryId = EducationId;
  using Input = EducationInput;
  static constexpr const char* prefix = "education#";
  static constexpr const char* counter = "numberOfEducations";
  static constexpr const char* path = "/users/me/education/";
  static const EducationId& id(const Education& education) { return education.education_id; }
  static const std::optional<EducationId>& chosen_id(const EducationInput& input) {
    return input.education_id;
  }
  static Education made_of(EducationInput input, EducationId id) {
    return {.education_id = std::move(id),
            .institution = std::move(input.institution),
            .degree = std::move(input.degree),
            .field_of_study = std::move(input.field_of_study),
            .start_date = std::move(input.start_date),
            .end_date = std::move(input.end_date),
            .location = std::move(input.location),
            .description = std::move(input.description)};
  }
};

inline constexpr std::size_t place_date_size = 10;

/// Where an entry stands in its list, as a text that sorts: the newest start date first, those
/// without one last, then by id. Also the list's cursor.
template <typename Entry>
std::string place_of(const Entry& entry) {
  std::string place;
  // ':' is one above '9': each digit is turned round, so that later dates sort first, and a date
  // comes before its beginnings and before no date at all.
  for (const char c : entry.start_date.value_or("")) {
    place += c == '-' ? c : static_cast<char>('0' + '9' - c);
  }
  place.resize(place_date_size, ':');
  return place + '#' + CareerOf<Entry>::id(entry).str();
}

}  // namespace dailygrind::user
