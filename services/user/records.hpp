#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <string>

#include "services/user/contract.hpp"

/// What the user service stores. README.md says where each record lies.
namespace dailygrind::user {

/// `absent`: never had a profile (the item may be there all the same, for `disabled`).
/// `deleted`: a tombstone, which keeps the version growing.
enum class Standing { absent, live, deleted };
BOOST_DESCRIBE_ENUM(Standing, absent, live, deleted)

struct ProfileRecord {
  Standing standing = Standing::absent;
  std::int64_t version = 0;  ///< 0: there is no item
  bool disabled = false;     ///< an administrator has shut the account
  std::string first_name;
  std::string last_name;
  std::optional<std::string> email;
  std::optional<std::string> headline;
  std::optional<std::string> birthday;
  std::optional<std::string> location;
  std::string time_zone;
  std::optional<std::string> picture;  ///< the id of the finished one
  ProfileVisibility profile_visibility = ProfileVisibility::everyone;
  ContactVisibility contact_visibility = ContactVisibility::self;
  std::int64_t number_of_friends = 0;
  std::int64_t number_of_jobs = 0;
  std::int64_t number_of_educations = 0;

  /// Others may know of this person.
  [[nodiscard]] bool shown() const { return standing == Standing::live && !disabled; }
  bool operator==(const ProfileRecord&) const = default;
};
DAILYGRIND_DESCRIBE(ProfileRecord,
                    (standing, version, disabled, first_name, last_name, email, headline, birthday,
                     location, time_zone, picture, profile_visibility, contact_visibility,
                     number_of_friends, number_of_jobs, number_of_educations))

/// What is left to do about somebody's picture, and what became of the last one that they sent. The
/// item is there from the first offer until nothing is left of it, that is until no URL that was
/// given out can bring anything any more.
struct PictureRecord {
  std::int64_t version = 0;  ///< grows with each change; 0: there is no item
  PictureState state = PictureState::none;
  std::string content_type;
  std::int64_t size = 0;
  std::string sha256;
  std::int64_t begun = 0;    ///< milliseconds, as all moments here
  std::int64_t expires = 0;  ///< the last URL that was given out
  /// The id of the picture that is being made, "" for none. It is nobody's any more after
  /// `attempt_until`, and what was put under it is to be removed.
  std::string attempt;
  std::int64_t attempt_until = 0;
  std::int64_t attempts = 0;
  std::optional<PictureFlaw> flaw;  ///< where it was refused
  std::vector<std::string> stale;   ///< ids of pictures that are to be removed
};
DAILYGRIND_DESCRIBE(PictureRecord, (version, state, content_type, size, sha256, begun, expires,
                                    attempt, attempt_until, attempts, flaw, stale))

/// One of two people, by the order of their ids.
enum class Side { low, high };
constexpr Side opposite(Side side) { return side == Side::low ? Side::high : Side::low; }

/// All that is between two people: the only item that says so, and the place where their
/// transitions are put in order. Lists and counts follow it in the same transaction.
struct PairRecord {
  std::int64_t version = 0;  ///< grows with every transition, for ever; 0: there is no item
  bool friends = false;
  bool low_asks = false;  ///< a friend request from low to high
  bool high_asks = false;
  bool low_blocks = false;
  bool high_blocks = false;

  [[nodiscard]] bool asks(Side side) const { return side == Side::low ? low_asks : high_asks; }
  [[nodiscard]] bool blocks(Side side) const {
    return side == Side::low ? low_blocks : high_blocks;
  }
  [[nodiscard]] bool blocked() const { return low_blocks || high_blocks; }
  bool operator==(const PairRecord&) const = default;
};
DAILYGRIND_DESCRIBE(PairRecord, (version, friends, low_asks, high_asks, low_blocks, high_blocks))

/// Two different people in the order of their ids.
struct Pair {
  UserId low;
  UserId high;

  static Pair of(const UserId& a, const UserId& b) { return a < b ? Pair{a, b} : Pair{b, a}; }
  [[nodiscard]] Side side_of(const UserId& user) const {
    return user == low ? Side::low : Side::high;
  }
  [[nodiscard]] const UserId& at(Side side) const { return side == Side::low ? low : high; }
};

}  // namespace dailygrind::user
