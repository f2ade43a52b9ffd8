#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/time_zone.hpp"
#include "platform/describe/describe.hpp"
#include "platform/store/store.hpp"
#include "services/post/contract.hpp"
#include "services/post/keys.hpp"

/// The stored shapes. Attributes carry the members' camel-case names, for the members that a stored
/// post shares with the DTO the same ones.
namespace dailygrind::post {

struct PostRecord {
  PostId post_id;
  UserId user_id;
  std::string title;
  std::string content;
  std::string timestamp;
  std::string day;
  std::optional<std::string> edited_at;
  std::int64_t like_count = 0;
  std::int64_t comment_count = 0;
  bool pinned = false;
  std::int64_t revision = 0;  ///< grows with every edit
  /// Who has liked it, where that was the last change of the count.
  std::optional<UserId> last_liker;
};
DAILYGRIND_DESCRIBE(PostRecord, (post_id, user_id, title, content, timestamp, day, edited_at,
                                 like_count, comment_count, pinned, revision, last_liker))

/// `ref`, and the back references of likes and comments: where the post lies.
struct Reference {
  PostId post_id;
  UserId user_id;
  std::string day;
};
DAILYGRIND_DESCRIBE(Reference, (post_id, user_id, day))

/// What this service keeps of a profile.
struct CardRecord {
  std::string first_name;
  std::string last_name;
  std::optional<std::string> profile_picture_url;
  std::string time_zone;
  bool disabled = false;
  std::int64_t version = 0;
};
DAILYGRIND_DESCRIBE(CardRecord,
                    (first_name, last_name, profile_picture_url, time_zone, disabled, version))

/// A deleted person's card. `deleted_version` outlives the tombstone where the person comes back
/// (a sign-in of another issuer may outlive its account): the latest deletion that is known here.
struct Tombstone {
  bool deleted = true;
  std::int64_t version = 0;
  std::int64_t deleted_version = 0;
};
DAILYGRIND_DESCRIBE(Tombstone, (deleted, version, deleted_version))

/// The job of removing what a deleted person left. Where the person has come back before the
/// deletion was heard of, only what is older than the id `until`.
struct UserRemoval {
  UserId user;
  std::int64_t version = 0;
  std::optional<std::string> until;
};
DAILYGRIND_DESCRIBE(UserRemoval, (user, version, until))

/// A friendship or a block between two people, or, with `gone`, that there is none any more.
struct Bond {
  std::int64_t version = 0;
  std::optional<bool> gone;
};
DAILYGRIND_DESCRIBE(Bond, (version, gone))

struct Pin {
  PostId post_id;
  std::string day;
};
DAILYGRIND_DESCRIBE(Pin, (post_id, day))

/// Latest pin first.
struct Pins {
  std::vector<Pin> posts;
  std::int64_t version = 0;
};
DAILYGRIND_DESCRIBE(Pins, (posts, version))
/// False where it was not there.
bool remove_pin(Pins& pins, const PostId& post);
/// The write that puts `pins` in the place of those that were read with the same version; refused
/// where they have changed since.
store::Write replace_pins(const UserId& person, Pins pins);

/// A stored card, read without copying. An absent one is that of somebody whose USER_CREATED has
/// not arrived: no names, UTC.
class Card {
 public:
  Card() = default;
  explicit Card(store::ItemPtr item) : item_(std::move(item)) {}

  [[nodiscard]] bool deleted() const { return item_ && item_->attributes.flag("deleted"); }
  [[nodiscard]] bool disabled() const { return item_ && item_->attributes.flag("disabled"); }
  /// Neither the person nor what they wrote is shown to others.
  [[nodiscard]] bool hidden() const { return deleted() || disabled(); }
  /// The person's local date.
  [[nodiscard]] std::string day(Instant now) const;
  [[nodiscard]] User user(const UserId& id) const;
  [[nodiscard]] const store::ItemPtr& item() const { return item_; }

 private:
  store::ItemPtr item_;
};

/// A stored post, read without copying; false where there is none, and then nothing else may be
/// asked.
class StoredPost {
 public:
  StoredPost() = default;
  explicit StoredPost(store::ItemPtr item) : item_(std::move(item)) {}

  explicit operator bool() const { return item_ != nullptr; }
  /// Whether this post is there, not another one or none in its place.
  [[nodiscard]] bool is(const PostId& post) const { return item_ && id() == post.str(); }
  [[nodiscard]] const std::string& id() const { return item_->attributes.text("postId"); }
  [[nodiscard]] const std::string& author() const { return item_->attributes.text("userId"); }
  [[nodiscard]] const std::string& day() const { return item_->attributes.text("day"); }
  [[nodiscard]] const std::string& timestamp() const { return item_->attributes.text("timestamp"); }
  [[nodiscard]] const std::string& edited_at() const { return item_->attributes.text("editedAt"); }
  [[nodiscard]] bool pinned() const { return item_->attributes.flag("pinned"); }
  [[nodiscard]] std::int64_t revision() const { return item_->attributes.number("revision"); }
  /// "" where nobody's like was the last change of the count.
  [[nodiscard]] const std::string& last_liker() const {
    return item_->attributes.text("lastLiker");
  }
  [[nodiscard]] Place place() const { return {UserId{author()}, day()}; }
  /// As `viewer` sees it, who has liked it or not.
  [[nodiscard]] Post seen_by(const UserId& viewer, bool liked) const;

 private:
  store::ItemPtr item_;
};

}  // namespace dailygrind::post
