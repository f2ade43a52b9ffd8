#include <algorithm>
#include <array>

#include "platform/core/time_zone.hpp"
#include "services/user/announce.hpp"
#include "services/user/attempts.hpp"
#include "services/user/picture_worker.hpp"
#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

using namespace std::string_view_literals;

constexpr std::array accepted{"image/jpeg"sv, "image/png"sv, "image/webp"sv, "image/gif"sv};

PicturePlaces& places_of(Users& users) {
  if (users.pictures == nullptr) throw Problem::unavailable("no storage for pictures");
  return *users.pictures;
}

std::int64_t number(Instant moment) { return moment.time_since_epoch().count(); }

blob::UploadTerms terms_of(const UserId& user, const PictureInput& input) {
  if (std::ranges::find(accepted, input.content_type) == accepted.end()) {
    throw Problem::invalid("/contentType",
                           "must be image/jpeg, image/png, image/webp or image/gif");
  }
  const auto sha256 = blob::Checksum::from_hex(input.sha256);
  if (!sha256) throw Problem::invalid("/sha256", "must be 64 hexadecimal digits in lower case");
  return {.key = upload_key(user),
          .content_type = input.content_type,
          .size = static_cast<std::uint64_t>(input.size),
          .sha256 = *sha256};
}

/// The record after an offer, in place of whatever was waiting.
PictureRecord offered(const PictureRecord& before, const PictureInput& input, Instant now,
                      std::chrono::seconds lifetime) {
  PictureRecord after{.state = PictureState::waiting,
                      .content_type = input.content_type,
                      .size = input.size,
                      .sha256 = input.sha256,
                      .begun = number(now),
                      .expires = std::max(number(now + lifetime), before.expires),
                      .stale = before.stale};
  if (!before.attempt.empty()) after.stale.push_back(before.attempt);
  return after;
}

Task<std::optional<bool>> try_offer(Users& users, const Call& call, const PictureInput& input,
                                    std::chrono::seconds lifetime) {
  demand_profile(users, co_await users.repository.profile(call.user));
  const auto before = co_await users.repository.picture(call.user);
  Repository::Writes writes;
  Repository::add_demand_live(writes, call.user);
  Repository::add_picture(writes, call.user, before,
                          offered(before, input, users.clock.now(), lifetime));
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  co_return true;
}

Task<std::optional<bool>> try_remove(Users& users, const Call& call) {
  const auto profile = co_await users.repository.profile(call.user);
  const auto record = co_await users.repository.picture(call.user);
  const bool shown = profile.standing == Standing::live && profile.picture;
  if (!shown && record.state == PictureState::none) co_return false;
  PictureRecord left{.expires = record.expires, .stale = record.stale};
  if (!record.attempt.empty()) left.stale.push_back(record.attempt);
  Repository::Writes writes;
  if (shown) {
    left.stale.push_back(*profile.picture);
    auto after = profile;
    after.picture.reset();
    ++after.version;
    Repository::add_profile(writes, call.user, profile, after);
    announce_profile(users, writes, call.user, profile, after, call.traceparent);
  }
  Repository::add_picture(writes, call.user, record, left);
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  users.outbox.wake();
  co_return true;
}

}  // namespace

Task<PictureUpload> offer_picture(Users& users, const Call& call, PictureInput input) {
  auto& places = places_of(users);
  const auto terms = terms_of(call.user, input);
  const auto request = co_await places.blobs.sign_put(terms);
  co_await until_committed<bool>([&] { return try_offer(users, call, input, terms.lifetime); });
  places.bell.ring();
  PictureUpload upload{.upload_url = request.url, .expires_at = format_rfc3339(request.expires_at)};
  for (const auto& [name, value] : request.headers) upload.headers.emplace(name, value);
  co_return upload;
}

Task<PictureStatus> picture_status(Users& users, const Call& call) {
  const auto profile = co_await users.repository.profile(call.user);
  demand_profile(users, profile);
  const auto record = co_await users.repository.picture(call.user);
  co_return PictureStatus{.state = record.state,
                          .flaw = record.flaw,
                          .profile_picture_url = picture_url_of(users, call.user, profile)};
}

Task<NoContent> remove_my_picture(Users& users, const Call& call) {
  places_of(users);
  const bool changed = co_await until_committed<bool>([&] { return try_remove(users, call); });
  if (changed) {
    co_await users.pictures->blobs.remove(upload_key(call.user));
    co_await tend_picture(users, call.user);
  }
  co_return NoContent{};
}

}  // namespace dailygrind::user
