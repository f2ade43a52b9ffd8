#include "services/user/views.hpp"

#include "services/user/pair_rules.hpp"

namespace dailygrind::user {
namespace {

Relation relation_of(const UserId& viewer, const Seen& seen) {
  if (seen.id == viewer) return Relation::self;
  return relation_to(seen.pair, Pair::of(viewer, seen.id).side_of(seen.id));
}

UserInfo name_and_picture(const Users& users, const Seen& seen) {
  return {.user_id = seen.id,
          .first_name = seen.profile.first_name,
          .last_name = seen.profile.last_name,
          .time_zone = "UTC",
          .profile_picture_url = picture_url_of(users, seen.id, seen.profile)};
}

}  // namespace

bool may_know(const Seen& seen) { return seen.profile.shown() && !seen.pair.blocked(); }

bool may_see_profile(const UserId& viewer, const Seen& seen) {
  return seen.profile.profile_visibility == ProfileVisibility::everyone || seen.pair.friends ||
         seen.id == viewer;
}

UserInfo view(const Users& users, const UserId& viewer, const Seen& seen) {
  const ProfileRecord& profile = seen.profile;
  UserInfo info = name_and_picture(users, seen);
  info.relation = relation_of(viewer, seen);
  info.is_friend = seen.pair.friends;
  if (!may_see_profile(viewer, seen)) return info;
  info.headline = profile.headline;
  info.location = profile.location;
  info.time_zone = profile.time_zone;
  info.number_of_friends = profile.number_of_friends;
  const bool owner = info.relation == Relation::self;
  if (owner || (info.is_friend && profile.contact_visibility == ContactVisibility::friends)) {
    info.email = profile.email;
    info.birthday = profile.birthday;
  }
  if (owner) {
    info.profile_visibility = profile.profile_visibility;
    info.contact_visibility = profile.contact_visibility;
  }
  return info;
}

UserInfo view_of_blocked(const Users& users, const Seen& seen) {
  return name_and_picture(users, seen);
}

std::optional<std::string> picture_url_of(const Users& users, const UserId& user,
                                          const ProfileRecord& profile) {
  if (users.pictures == nullptr || !profile.picture) return std::nullopt;
  return picture_url(users.pictures->base_url, user, *profile.picture);
}

Task<Seen> find_known(Users& users, const UserId& viewer, const UserId& id) {
  const std::vector<UserId> ids{id};
  auto people = co_await users.repository.seen_by(viewer, ids);
  if (!may_know(people.front())) throw Problem::not_found();
  co_return std::move(people.front());
}

void demand_not_deleted(const Users& users, const ProfileRecord& mine) {
  // Those of another issuer's accounts may begin anew: there is nobody to ask whether they are
  // gone.
  if (mine.standing == Standing::deleted && users.accounts != nullptr) {
    throw Problem::unauthorized("The account was deleted.");
  }
}

void demand_profile(const Users& users, const ProfileRecord& mine) {
  if (mine.standing == Standing::live) return;
  demand_not_deleted(users, mine);
  throw Problem::conflict("no-profile", "Create your own profile first.");
}

}  // namespace dailygrind::user
