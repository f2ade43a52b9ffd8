#include "services/post/records.hpp"

#include "platform/describe/attributes.hpp"

namespace dailygrind::post {

bool remove_pin(Pins& pins, const PostId& post) {
  return std::erase_if(pins.posts, [&](const Pin& pin) { return pin.post_id == post; }) > 0;
}

store::Write replace_pins(const UserId& person, Pins pins) {
  const auto unchanged = pins.version == 0 ? store::Condition::absent()
                                           : store::Condition::equals("version", pins.version);
  ++pins.version;
  return store::Put{{pins_key(person), describe::to_attributes(pins)}, unchanged};
}

std::string Card::day(Instant now) const {
  static const std::string utc = "UTC";
  const auto& zone = item_ ? item_->attributes.text("timeZone") : utc;
  return local_day(now, zone.empty() ? utc : zone);
}

User Card::user(const UserId& id) const {
  User user;
  if (item_) user = describe::from_attributes<User>(item_->attributes);
  user.user_id = id;
  return user;
}

Post StoredPost::seen_by(const UserId& viewer, bool liked) const {
  auto post = describe::from_attributes<Post>(item_->attributes);
  post.is_liked = liked;
  post.is_pinned = pinned() && post.user_id == viewer;
  return post;
}

}  // namespace dailygrind::post
