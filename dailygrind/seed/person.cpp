#include "dailygrind/seed/person.hpp"

#include <fmt/format.h>

#include "dailygrind/seed/career.hpp"
#include "dailygrind/seed/drawing.hpp"
#include "platform/core/encoding.hpp"

namespace dailygrind::seed {
namespace {

using user::ContactVisibility;
using user::ProfileVisibility;

constexpr unsigned percent_at_home = 75;

/// The letters that have no decomposition into one of ASCII and an accent.
std::string_view ascii_of(char32_t letter) {
  switch (letter) {
    case U'ł':
      return "l";
    case U'ø':
      return "o";
    case U'đ':
      return "d";
    case U'ı':
      return "i";
    case U'æ':
      return "ae";
    default:
      return "";
  }
}

std::string ascii(const std::string& name) {
  std::string plain;
  const auto folded = fold_for_search(name);
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const auto byte = static_cast<unsigned char>(folded[at]);
    if (byte >= 'a' && byte <= 'z') {
      plain += folded[at];
    } else if ((byte & 0xE0U) == 0xC0U && at + 1 < folded.size()) {
      const auto low = static_cast<unsigned char>(folded[++at]) & 0x3FU;
      plain += ascii_of(static_cast<char32_t>((byte & 0x1FU) << 6U | low));
    }
  }
  return plain;
}

const Culture& culture_of(const Place& place, Random& random) {
  return chance(random, percent_at_home) ? cultures()[place.culture] : one_of(random, cultures());
}

std::optional<std::string> birthday(int year, Random& random) {
  const auto kind = random.below(10);
  if (kind == 0) return std::nullopt;
  if (kind == 1) return fmt::format("{}", year);
  return fmt::format("{}-{:02}-{:02}", year, between(random, 1, 12), between(random, 1, 28));
}

user::ProfileInput make_profile(const Place& place, int born, Random& random) {
  const auto& culture = culture_of(place, random);
  user::ProfileInput profile{.first_name = std::string{one_of(random, culture.first_names)},
                             .last_name = std::string{one_of(random, culture.last_names)}};
  profile.location = std::string{place.location};
  profile.time_zone = std::string{place.time_zone};
  profile.birthday = birthday(born, random);
  profile.profile_visibility =
      chance(random, 10) ? ProfileVisibility::friends : ProfileVisibility::everyone;
  profile.contact_visibility =
      chance(random, 50) ? ContactVisibility::friends : ContactVisibility::self;
  return profile;
}

}  // namespace

Person make_person(const Source& source) {
  SeededRandom random{stream(source.seed, Purpose::person, source.number)};
  const int year{std::chrono::year_month_day{source.day}.year()};
  Person person{.field = &one_of(random, fields()), .place = &one_of(random, places())};
  auto& account = person.account;
  account.id = UserId{uuid_v7(source.day, random)};
  const int born = year - between(random, 22, 64);
  account.profile = make_profile(*person.place, born, random);
  account.email = make_email(account.profile.first_name, account.profile.last_name, source.number);
  Career career{*person.field, source.day, born, random};
  account.educations = career.educations();
  account.jobs = career.jobs();
  account.profile.headline = career.headline();
  return person;
}

std::string make_email(const std::string& first_name, const std::string& last_name,
                       std::uint64_t number) {
  return fmt::format("{}.{}{}@example.org", ascii(first_name), ascii(last_name), number);
}

}  // namespace dailygrind::seed
