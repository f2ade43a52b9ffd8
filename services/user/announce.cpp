#include "services/user/announce.hpp"

#include "platform/describe/json_write.hpp"
#include "services/events.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

/// One transaction's events of one subject.
struct Announcer {
  Users& users;
  Repository::Writes& writes;
  std::int64_t version;
  const std::string& traceparent;

  template <typename Data>
  void say(const char* type, const Data& data) const {
    writes.push_back(users.outbox.record(events::user_topic, type, version, describe::to_json(data),
                                         traceparent));
  }
};

events::User state_of(const Users& users, const UserId& user, const ProfileRecord& profile) {
  return {.user_id = user,
          .first_name = profile.first_name,
          .last_name = profile.last_name,
          .email = profile.email.value_or(""),
          .profile_picture_url = picture_url_of(users, user, profile),
          .time_zone = profile.time_zone,
          .disabled = profile.disabled};
}

}  // namespace

void announce_profile(Users& users, Repository::Writes& writes, const UserId& user,
                      const ProfileRecord& before, const ProfileRecord& after,
                      const std::string& traceparent) {
  const Announcer announcer{users, writes, after.version, traceparent};
  if (after.standing == Standing::deleted) {
    announcer.say("USER_DELETED", events::UserDeleted{user});
  } else if (after.standing == Standing::live && before.standing != Standing::live) {
    announcer.say("USER_CREATED", state_of(users, user, after));
  } else {
    announcer.say("USER_UPDATED", state_of(users, user, after));
  }
}

void announce_pair(Users& users, Repository::Writes& writes, const Pair& pair,
                   const PairRecord& before, const PairRecord& after,
                   const std::string& traceparent) {
  const Announcer announcer{users, writes, after.version, traceparent};
  if (before.friends != after.friends) {
    const Side first = before.high_asks ? Side::high : Side::low;
    announcer.say(after.friends ? "FRIENDSHIP_CREATED" : "FRIENDSHIP_DELETED",
                  events::Friendship{pair.at(first), pair.at(opposite(first))});
  }
  for (const Side side : {Side::low, Side::high}) {
    const auto& me = pair.at(side);
    const auto& other = pair.at(opposite(side));
    if (before.blocks(side) != after.blocks(side)) {
      announcer.say(after.blocks(side) ? "BLOCK_CREATED" : "BLOCK_DELETED",
                    events::Block{me, other});
    }
    if (after.asks(side) && !before.asks(side)) {
      announcer.say("FRIEND_REQUESTED", events::FriendRequest{me, other});
    }
  }
}

}  // namespace dailygrind::user
