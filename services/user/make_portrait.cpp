#include "platform/core/log.hpp"
#include "services/user/announce.hpp"
#include "services/user/picture_tending.hpp"

namespace dailygrind::user {
namespace {

using namespace std::chrono_literals;

/// The helper's deadline, and putting the result.
constexpr milliseconds attempt_lasts = 120s;
/// Until the next try, times the tries so far.
constexpr milliseconds retry_pause = 10s;
constexpr std::int64_t most_attempts_to_make = 3;
constexpr std::uint64_t piece_bytes = std::uint64_t{256} * 1024;

std::int64_t number(Instant moment) { return moment.time_since_epoch().count(); }

PictureFlaw flaw_of(picture::Flaw flaw) {
  switch (flaw) {
    case picture::Flaw::unknown_format:
      return PictureFlaw::unknown_format;
    case picture::Flaw::too_many_pixels:
      return PictureFlaw::too_many_pixels;
    case picture::Flaw::damaged:
      break;
  }
  return PictureFlaw::damaged;
}

/// An earlier offer may have left other bytes there.
Task<bool> has_arrived(PicturePlaces& places, const UserId& user, const PictureRecord& record) {
  const auto info = co_await places.blobs.head(upload_key(user));
  co_return info&& static_cast<std::int64_t>(info->size) == record.size && info->sha256 &&
      info->sha256->hex() == record.sha256;
}

picture::Source source_of(blob::Blobs& blobs, std::string key) {
  return [&blobs, key = std::move(key), first = std::uint64_t{0}]() mutable -> Task<std::string> {
    auto blob = co_await blobs.get(key, {first, piece_bytes});
    if (!blob) co_return "";
    first += blob->bytes.size();
    co_return std::move(blob->bytes);
  };
}

PictureRecord refused(const PictureRecord& claimed, PictureFlaw flaw) {
  auto after = claimed;
  after.state = PictureState::refused;
  after.flaw = flaw;
  after.attempt = "";
  after.stale.push_back(claimed.attempt);
  return after;
}

/// Waits for its next try, or gives up.
PictureRecord postponed(const PictureRecord& claimed, Instant now) {
  if (claimed.attempts >= most_attempts_to_make) return refused(claimed, PictureFlaw::failed);
  auto after = claimed;
  after.attempt_until = number(now + retry_pause * claimed.attempts);
  return after;
}

/// The picture becomes the profile's. Nothing where it has to be read anew, false where it is
/// wanted no more.
Task<std::optional<bool>> try_show(Users& users, const UserId& user, const PictureRecord& claimed) {
  const auto record = co_await users.repository.picture(user);
  const auto before = co_await users.repository.profile(user);
  if (record.version != claimed.version || before.standing != Standing::live) co_return false;
  auto after = before;
  after.picture = claimed.attempt;
  ++after.version;
  auto done = claimed;
  done.state = PictureState::made;
  done.attempt = "";
  if (before.picture) done.stale.push_back(*before.picture);
  Repository::Writes writes;
  Repository::add_profile(writes, user, before, after);
  Repository::add_picture(writes, user, claimed, done);
  announce_profile(users, writes, user, before, after, "");
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  users.outbox.wake();
  co_return true;
}

Task<> show(Users& users, const UserId& user, const PictureRecord& claimed,
            picture::Portrait portrait) {
  auto& places = *users.pictures;
  const auto keys = picture_keys(user, claimed.attempt);
  co_await places.blobs.put(keys[0], picture::content_type, std::move(portrait.large));
  co_await places.blobs.put(keys[1], picture::content_type, std::move(portrait.small));
  std::optional<bool> shown;
  while (!shown) shown = co_await try_show(users, user, claimed);
  if (!*shown) co_await remove_picture(places, user, claimed.attempt);
}

Task<> edit(Users& users, const UserId& user, const PictureRecord& claimed) {
  auto& places = *users.pictures;
  std::optional<PictureRecord> otherwise;
  try {
    auto result = co_await places.editor.portrait(source_of(places.blobs, upload_key(user)));
    if (result) co_return co_await show(users, user, claimed, std::move(*result));
    otherwise = refused(claimed, flaw_of(result.error()));
  } catch (const Problem& failure) {
    log::warning("a picture could not be made", {{"cause", std::string_view{failure.what()}}});
    otherwise = postponed(claimed, users.clock.now());
  }
  co_await change_picture(users, user, claimed, *otherwise);
}

}  // namespace

Task<bool> make_portrait(Users& users, const UserId& user, const PictureRecord& record) {
  const auto now = users.clock.now();
  if (number(now) < record.attempt_until) co_return false;
  if (!co_await has_arrived(*users.pictures, user, record)) co_return false;
  auto claimed = record;
  if (!record.attempt.empty()) claimed.stale.push_back(record.attempt);
  claimed.attempt = uuid_v7(now, users.random);
  claimed.attempt_until = number(now + attempt_lasts);
  ++claimed.attempts;
  if (claimed.attempts > most_attempts_to_make) {
    // The programs that tried ended in it.
    claimed = refused(claimed, PictureFlaw::failed);
    co_return co_await change_picture(users, user, record, claimed);
  }
  if (!co_await change_picture(users, user, record, claimed)) co_return true;
  ++claimed.version;
  co_await edit(users, user, claimed);
  const auto decided = co_await users.repository.picture(user);
  if (decided.state != PictureState::waiting) {
    co_await users.pictures->blobs.remove(upload_key(user));
  }
  co_return true;
}

}  // namespace dailygrind::user
