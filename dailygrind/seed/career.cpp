#include "dailygrind/seed/career.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dailygrind/seed/drawing.hpp"

namespace dailygrind::seed {
namespace {

constexpr std::array<std::string_view, 12> institutions{"University of the Northern Coast",
                                                        "Technical University of Altmark",
                                                        "Riverbend Polytechnic",
                                                        "Hillcrest University",
                                                        "Institut des Métiers de Valmont",
                                                        "Universidad Abierta del Sur",
                                                        "Lakeland Institute",
                                                        "Eastgate College of Technology",
                                                        "Sandhaven University",
                                                        "Akademia Zachodnia",
                                                        "Harbour City College",
                                                        "Institute of the Seven Bridges"};

constexpr std::array<std::string_view, 6> interests{
    "Always learning",   "Happy to explain",      "Asks why",
    "Coffee and detail", "Mentor in my off days", "Here for one good idea a day"};

constexpr int started_studies = 19;

int year_of(std::chrono::sys_days day) { return int{std::chrono::year_month_day{day}.year()}; }

template <typename T>
void take_new_id(T& id, std::chrono::sys_days day, Random& random) {
  id.emplace(uuid_v7(day, random));
}

}  // namespace

Career::Career(const Field& field, std::chrono::sys_days today, int born, Random& random)
    : field_(field), today_(today), random_(random) {
  const int began = born + started_studies + between(random_, 0, 2);
  const int years = between(random_, 3, 5);
  if (!chance(random_, 8)) study(began, years);
  const int graduated = began + years;
  if (graduated < year_of(today_)) {
    work(graduated);
  } else {
    headline_ = fmt::format("Student of {}", field_.studies[0]);
  }
}

void Career::study(int from, int years) {
  user::EducationInput education{.institution = std::string{one_of(random_, institutions)}};
  take_new_id(education.education_id, today_, random_);
  education.degree = std::string{one_of(random_, field_.degrees)};
  education.field_of_study = std::string{one_of(random_, field_.studies)};
  education.start_date = fmt::format("{}-09", from);
  if (from + years < year_of(today_)) education.end_date = fmt::format("{}-07", from + years);
  educations_.push_back(std::move(education));
}

void Career::work(int from) {
  const int now = year_of(today_);
  for (std::size_t step = 0; from < now && step < field_.job_titles.size(); ++step) {
    const bool last = step + 1 == field_.job_titles.size();
    const int until = last ? now : from + between(random_, 2, 9);
    user::JobInput job{.job_title = std::string{field_.job_titles[step]},
                       .company_name = std::string{one_of(random_, field_.employers)}};
    take_new_id(job.job_id, today_, random_);
    job.start_date = fmt::format("{}-09", from);
    if (until < now) job.end_date = fmt::format("{}-08", until);
    headline_ =
        fmt::format("{} at {}. {}", job.job_title, job.company_name, one_of(random_, interests));
    jobs_.insert(jobs_.begin(), std::move(job));
    from = until;
  }
}

}  // namespace dailygrind::seed
