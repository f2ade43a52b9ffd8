#pragma once

#include <array>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/ids.hpp"
#include "platform/describe/describe.hpp"

/// What the user service's clients send and get, each declared once.
namespace dailygrind::user {

struct JobTag : SlugShape {};
using JobId = Id<JobTag>;
struct EducationTag : SlugShape {};
using EducationId = Id<EducationTag>;
struct GroupTag : SubjectShape {};
using GroupName = Id<GroupTag>;

/// Who sees headline, location, jobs, education and friends.
enum class ProfileVisibility { everyone, friends };
BOOST_DESCRIBE_ENUM(ProfileVisibility, everyone, friends)

/// Who sees e-mail and birthday besides their owner.
enum class ContactVisibility { self, friends };
BOOST_DESCRIBE_ENUM(ContactVisibility, self, friends)

/// What somebody is to the caller.
enum class Relation { none, friend_, incoming, outgoing, self };
BOOST_DESCRIBE_ENUM(Relation, none, friend_, incoming, outgoing, self)

/// The body that creates or replaces a profile.
struct ProfileInput {
  std::string first_name;
  std::string last_name;
  std::optional<std::string> email;
  std::optional<std::string> headline;
  std::optional<std::string> birthday;
  std::optional<std::string> location;
  std::optional<std::string> time_zone;
  std::optional<ProfileVisibility> profile_visibility;
  std::optional<ContactVisibility> contact_visibility;
};
DAILYGRIND_DESCRIBE(ProfileInput, (first_name, last_name, email, headline, birthday, location,
                                   time_zone, profile_visibility, contact_visibility))
constexpr auto rules_of(const ProfileInput*) {
  using namespace describe;
  return std::array{
      line("first_name", 100),
      line("last_name", 100),
      Rule{"email", Format::email, 0, 254, "Counts only where the token has none"},
      line("headline", 200),
      format("birthday", Format::partial_date, "YYYY, YYYY-MM or YYYY-MM-DD"),
      line("location", 200),
      format("time_zone", Format::time_zone, "IANA name; absent keeps it, at first UTC"),
      line("profile_visibility", 200, "Absent is everyone"),
      line("contact_visibility", 200, "Absent is self")};
}

/// A person as the caller may see them.
struct UserInfo {
  UserId user_id;
  std::optional<std::string> email;
  std::string first_name;
  std::string last_name;
  std::optional<std::string> headline;
  std::optional<std::string> birthday;
  std::optional<std::string> location;
  std::string time_zone;
  std::optional<std::string> profile_picture_url;
  std::int64_t number_of_friends = 0;
  bool is_friend = false;
  Relation relation = Relation::none;
  std::optional<ProfileVisibility> profile_visibility;
  std::optional<ContactVisibility> contact_visibility;
  std::optional<std::int64_t> mutual_friends;
};
DAILYGRIND_DESCRIBE(UserInfo, (user_id, email, first_name, last_name, headline, birthday, location,
                               time_zone, profile_picture_url, number_of_friends, is_friend,
                               relation, profile_visibility, contact_visibility, mutual_friends))
constexpr auto rules_of(const UserInfo*) {
  using namespace describe;
  return std::array{
      Rule{"email", Format::line, 0, 1000, "Owner, and friends where contactVisibility allows"},
      line("birthday", 10, "Owner, and friends where contactVisibility allows"),
      line("time_zone", 100, "UTC where the profile is for friends and the caller is none"),
      Rule{
          "profile_picture_url", Format::uri, 0, 2000,
          "A square of at most 512 pixels, WebP, to be read without a token; the same with at most "
          "96 pixels ends in -96.webp instead of -512.webp"},
      range("number_of_friends", 0, 1'000'000'000),
      line("relation", 200, "What this person is to the caller"),
      line("profile_visibility", 200, "Owner only"),
      line("contact_visibility", 200, "Owner only"),
      range("mutual_friends", 0, 1'000'000'000,
            "In suggestions and mutual friends: friends in common with the caller")};
}

/// What somebody is going to upload as their picture.
struct PictureInput {
  std::string content_type;
  std::int64_t size = 0;
  std::string sha256;
};
DAILYGRIND_DESCRIBE(PictureInput, (content_type, size, sha256))
constexpr auto rules_of(const PictureInput*) {
  using namespace describe;
  return std::array{line("content_type", 100, "image/jpeg, image/png, image/webp or image/gif"),
                    range("size", 1, 10 * 1024 * 1024, "Bytes"),
                    Rule{"sha256", Format::slug, 64, 64, "Of the bytes, 64 hexadecimal digits"}};
}

/// Where to send it, by PUT and with these headers, without a token.
struct PictureUpload {
  std::string upload_url;
  describe::TextMap headers;
  std::string expires_at;  ///< RFC 3339
};
DAILYGRIND_DESCRIBE(PictureUpload, (upload_url, headers, expires_at))
constexpr auto rules_of(const PictureUpload*) {
  return std::array{describe::line("upload_url", 8000),
                    describe::line("expires_at", 40, "RFC 3339")};
}

/// `waiting`: for the upload, or for its turn. `refused`: the one before, if any, is still there.
enum class PictureState { none, waiting, made, refused };
BOOST_DESCRIBE_ENUM(PictureState, none, waiting, made, refused)

/// `failed`: three tries ended for a reason that may not lie in the picture.
enum class PictureFlaw { unknown_format, too_many_pixels, damaged, failed };
BOOST_DESCRIBE_ENUM(PictureFlaw, unknown_format, too_many_pixels, damaged, failed)

/// What became of the last upload; `none` again some time after it is decided.
struct PictureStatus {
  PictureState state = PictureState::none;
  std::optional<PictureFlaw> flaw;
  std::optional<std::string> profile_picture_url;
};
DAILYGRIND_DESCRIBE(PictureStatus, (state, flaw, profile_picture_url))
constexpr auto rules_of(const PictureStatus*) {
  using namespace describe;
  return std::array{Rule{"profile_picture_url", Format::uri, 0, 2000}};
}

struct Job {
  JobId job_id;
  std::string job_title;
  std::string company_name;
  std::optional<std::string> start_date;
  std::optional<std::string> end_date;
  std::optional<std::string> location;
  std::optional<std::string> description;
  bool operator==(const Job&) const = default;
};
DAILYGRIND_DESCRIBE(Job,
                    (job_id, job_title, company_name, start_date, end_date, location, description))

/// The body that creates a job, or replaces one (then `jobId` is ignored).
struct JobInput {
  std::optional<JobId> job_id;
  std::string job_title;
  std::string company_name;
  std::optional<std::string> start_date;
  std::optional<std::string> end_date;
  std::optional<std::string> location;
  std::optional<std::string> description;
};
DAILYGRIND_DESCRIBE(JobInput,
                    (job_id, job_title, company_name, start_date, end_date, location, description))
constexpr std::array job_rules{
    describe::format("job_id", describe::Format::slug, "Of a new one: yours or ours"),
    describe::format("start_date", describe::Format::partial_date),
    describe::format("end_date", describe::Format::partial_date),
    describe::text("description", 2000)};
constexpr auto rules_of(const Job*) { return job_rules; }
constexpr auto rules_of(const JobInput*) { return job_rules; }

struct Education {
  EducationId education_id;
  std::string institution;
  std::optional<std::string> degree;
  std::optional<std::string> field_of_study;
  std::optional<std::string> start_date;
  std::optional<std::string> end_date;
  std::optional<std::string> location;
  std::optional<std::string> description;
  bool operator==(const Education&) const = default;
};
DAILYGRIND_DESCRIBE(Education, (education_id, institution, degree, field_of_study, start_date,
                                end_date, location, description))

/// The body that creates an education, or replaces one (then `educationId` is ignored).
struct EducationInput {
  std::optional<EducationId> education_id;
  std::string institution;
  std::optional<std::string> degree;
  std::optional<std::string> field_of_study;
  std::optional<std::string> start_date;
  std::optional<std::string> end_date;
  std::optional<std::string> location;
  std::optional<std::string> description;
};
DAILYGRIND_DESCRIBE(EducationInput, (education_id, institution, degree, field_of_study, start_date,
                                     end_date, location, description))
constexpr std::array education_rules{
    describe::format("education_id", describe::Format::slug, "Of a new one: yours or ours"),
    describe::format("start_date", describe::Format::partial_date),
    describe::format("end_date", describe::Format::partial_date),
    describe::text("description", 2000)};
constexpr auto rules_of(const Education*) { return education_rules; }
constexpr auto rules_of(const EducationInput*) { return education_rules; }

struct UserDetails {
  UserInfo user_info;
  std::vector<Job> jobs;
  std::vector<Education> educations;
};
DAILYGRIND_DESCRIBE(UserDetails, (user_info, jobs, educations))

/// A sign-in account, for administrators; names where it has a profile.
struct AccountInfo {
  UserId user_id;
  std::string email;
  std::optional<std::string> first_name;
  std::optional<std::string> last_name;
  bool enabled = true;
  bool confirmed = true;
  std::vector<std::string> groups;
  std::string created_at;  ///< RFC 3339
};
DAILYGRIND_DESCRIBE(AccountInfo,
                    (user_id, email, first_name, last_name, enabled, confirmed, groups, created_at))
constexpr auto rules_of(const AccountInfo*) {
  return std::array{describe::line("email", 1000), describe::line("created_at", 40, "RFC 3339")};
}

/// The ETag that `GET /users/me` gives for this representation.
std::string etag_of(const UserInfo& info);

}  // namespace dailygrind::user
