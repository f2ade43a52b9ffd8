#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "platform/api/call.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/task.hpp"
#include "platform/store/store.hpp"
#include "services/post/known_places.hpp"
#include "services/post/records.hpp"

namespace dailygrind::post {

/// What became of a change.
enum class Change : std::uint8_t {
  made,
  unchanged,  ///< it was so already, or is newer
  gone,       ///< what was to be changed is not there (any more)
  full,       ///< no room for another pin
};

/// What became of a new post or comment.
struct Added {
  enum class Outcome : std::uint8_t {
    made,
    repeated,   ///< another call with the same idempotency key was first
    day_taken,  ///< the author has a post on that day
    gone,       ///< the post to comment on is not there
  };
  Outcome outcome = Outcome::made;
  PostId existing{};  ///< of the day that was taken
};

/// A post that somebody may see, with what the view needs.
struct Sight {
  StoredPost post;
  Place place;
  bool liked = false;
};

/// Somebody whose posts may be seen or not.
struct Person {
  bool visible = false;
  Card card;
};

/// A local day that is today somewhere began at most this long ago, also for an author who
/// travelled from the first time zone to the last: 24 hours, 26 between the zones, 1 of summer
/// time, and one to spare.
inline constexpr std::chrono::hours longest_today{52};

/// The posts that somebody liked, of those made since some moment.
class RecentLikes {
 public:
  /// `items` are `liked#` items in the order of their keys.
  explicit RecentLikes(std::vector<store::ItemPtr> items) : items_(std::move(items)) {}
  [[nodiscard]] bool contains(std::string_view post) const;

 private:
  std::vector<store::ItemPtr> items_;
};

/// Everything that the post service keeps, on the store port; the layout and the cost of each call
/// are in README.md. Remembers where posts lie and has no other state of its own: thread-safe as
/// the store is.
///
/// Every write in somebody's name also demands that the person has not been deleted, so that
/// nothing is left behind a deletion, and throws Problem 401 where the person was. All calls throw
/// Problem::unavailable where the store does, and where somebody's pins change faster than they can
/// be written.
class Repository {
 public:
  /// Both must outlive it.
  Repository(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  // people.cpp
  Task<Card> card(const UserId& person);
  /// In the order of `people`.
  Task<std::vector<Card>> cards(const std::vector<UserId>& people);
  /// `unchanged` unless it is newer than what is there; `gone` while a deletion of that person is
  /// still being carried out, which must end before the person comes back.
  Task<Change> keep_card(const UserId& person, const CardRecord& card);
  /// Marks the person as deleted and records the job that removes what the person left; `unchanged`
  /// where that was done before. A person who has come back since stays, and only what is older
  /// than `at` goes.
  Task<Change> bury(const UserId& person, std::int64_t version, Instant at);

  // bonds.cpp: friendships and blocks, kept for both people; ignored unless newer than what is
  // there. They follow the events of the pair alone: the user service ends those of a deleted
  // person one by one, so that the order of events does not matter when the person comes back.
  Task<> keep_friendship(const UserId& one, const UserId& other, std::int64_t version, bool exists);
  Task<> keep_block(const UserId& by, const UserId& user, std::int64_t version, bool exists);
  Task<std::vector<UserId>> friends(const UserId& person);
  /// Whom `person` blocks or is blocked by.
  Task<std::unordered_set<UserId>> blocked(const UserId& person);

  // sight.cpp
  /// Problem 404 where the post does not exist or `viewer` may not see it.
  Task<Sight> see(const UserId& viewer, const PostId& post);
  Task<Person> see_person(const UserId& viewer, const UserId& person);
  /// The post of the author's local today; false where there is none or `viewer` may not see it.
  Task<StoredPost> see_today(const UserId& viewer, const UserId& author, Instant now);

  // posts.cpp
  Task<std::optional<Place>> place_of(const PostId& post);
  /// Where the post lies, or lay before it was deleted; no operation of the store where it was
  /// asked for before.
  Task<std::optional<Place>> last_place_of(const PostId& post);
  Task<StoredPost> post_at(const Place& place);
  /// In the order of `places`, false where none is.
  Task<std::vector<StoredPost>> posts_at(const std::vector<Place>& places);
  /// Newest first.
  Task<api::Paged<StoredPost>> posts_of(const UserId& author, const api::Page& page);
  /// The days of a month (YYYY-MM) on which `author` posted.
  Task<api::Paged<std::string>> days_of(const UserId& author, const std::string& month,
                                        const api::Page& page);
  // Of the writes that belong to the transaction of a change, those of `with` come first and are
  // all conditional; those of `told` are none, and tell others of the change.
  Task<Added> add_post(const PostRecord& post, std::vector<store::Write> with,
                       std::vector<store::Write> told);
  /// `revision`: the edit is `gone` unless the post still has this one.
  Task<Change> edit_post(const Place& place, const PostId& post, const PostEdit& edit,
                         std::optional<std::int64_t> revision);
  /// Takes the post away, its pin too, and records the job that removes its likes and comments.
  Task<Change> delete_post(const Place& place, const PostId& post, std::vector<store::Write> told);
  /// The same in nobody's name, `unchanged` unless `demand` holds.
  Task<Change> remove_post(const Place& place, const PostId& post, const store::Check& demand,
                           std::vector<store::Write> told = {});

  // likes.cpp: `gone` also where `by` may not see the post.
  Task<Change> like(const UserId& by, const Place& place, const PostId& post,
                    std::vector<store::Write> told);
  Task<Change> unlike(const UserId& by, const Place& place, const PostId& post);
  Task<api::Paged<UserId>> likes_of(const PostId& post, const api::Page& page);
  Task<RecentLikes> recent_likes(const UserId& by, Instant since);
  /// For each post whether `by` has liked it.
  Task<std::vector<bool>> liked_among(const UserId& by, const std::vector<StoredPost>& posts);

  // comments.cpp
  Task<Added> add_comment(const Place& place, const PostId& post, const Comment& comment,
                          std::vector<store::Write> with, std::vector<store::Write> told);
  Task<std::optional<Comment>> comment(const PostId& post, const CommentId& comment);
  /// Oldest first.
  Task<api::Paged<Comment>> comments_of(const PostId& post, const api::Page& page);
  Task<Change> delete_comment(const UserId& by, const Place& place, const PostId& post,
                              const Comment& comment);

  // pins.cpp
  static constexpr std::size_t most_pins = 5;
  /// How often a transaction that lost a race for the pins is tried again.
  static constexpr int most_attempts = 30;
  Task<Pins> pins(const UserId& person);
  Task<Change> pin(const Place& place, const PostId& post);
  Task<Change> unpin(const UserId& person, const PostId& post);

  // For made-up histories (seed.cpp): the writes that make a post, refused where its day is taken,
  // a like or a comment, without their counts; and a transaction in nobody's name.
  static void add_writes_of_post(std::vector<store::Write>& writes, const PostRecord& post);
  static void add_writes_of_like(std::vector<store::Write>& writes, const UserId& by,
                                 const Place& place, const PostId& post);
  static void add_writes_of_comment(std::vector<store::Write>& writes, const Place& place,
                                    const PostId& post, const Comment& comment);
  Task<store::WriteResult> write(std::vector<store::Write> writes);

 private:
  /// `after` and `next` of the page are sort keys without the prefix.
  Task<store::Page> range(std::string partition, std::string_view prefix, const api::Page& page,
                          bool backward = false);
  /// Every item of the partition with that prefix and a sort key of at least `from`.
  Task<std::vector<store::ItemPtr>> everything(std::string partition, std::string_view prefix,
                                               std::string from = {});
  static store::Check not_deleted(const UserId& caller);
  /// What must hold for `viewer` to see the posts of `author`, one's own apart, as `see` reads it.
  static std::vector<store::Write> demands_of_sight(const UserId& viewer, const UserId& author);
  static Problem deleted_account();
  static void append(std::vector<store::Write>& writes, std::vector<store::Write> more);
  /// Adds the demand that `caller` was not deleted.
  Task<store::WriteResult> write_as(const UserId& caller, std::vector<store::Write> writes);
  Task<> keep_bond(store::Key here, store::Key there, std::int64_t version, bool exists);

  store::Store& store_;
  const Clock& clock_;
  KnownPlaces known_places_;
};

}  // namespace dailygrind::post
