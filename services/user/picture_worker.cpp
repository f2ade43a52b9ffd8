#include "services/user/picture_worker.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include "platform/core/log.hpp"
#include "services/user/picture_tending.hpp"

namespace dailygrind::user {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t page_size = 100;
/// Where no program of ours receives the upload, it has to be looked for: often at first, then now
/// and then.
constexpr milliseconds soon = 500ms;
constexpr milliseconds later = 5s;
constexpr milliseconds idle = 60s;
/// A look comes after a part of the time that the upload has taken already.
constexpr int patience = 8;

Instant at(std::int64_t moment) { return Instant{milliseconds{moment}}; }

milliseconds until_next_look(const PictureRecord& record, Instant now) {
  return std::clamp<milliseconds>((now - at(record.begun)) / patience, soon, idle);
}

/// False where there is nothing left to do.
Task<bool> take_step(Users& users, const UserId& user) {
  auto& places = *users.pictures;
  const auto record = co_await users.repository.picture(user);
  if (record.version == 0) co_return false;
  auto after = record;
  if (!record.stale.empty()) {
    for (const auto& picture : record.stale) co_await remove_picture(places, user, picture);
    after.stale.clear();
    co_return co_await change_picture(users, user, record, after);
  }
  if (record.state == PictureState::waiting && !is_over(record, users.clock.now())) {
    co_return co_await make_portrait(users, user, record);
  }
  if (!is_over(record, users.clock.now())) co_return false;
  // Again: what was sent under an old URL may have come since.
  co_await places.blobs.remove(upload_key(user));
  if (!record.attempt.empty()) co_await remove_picture(places, user, record.attempt);
  Repository::Writes writes;
  Repository::add_removed_picture(writes, user, record);
  co_return co_await users.repository.commit(std::move(writes));
}

Task<> remove_all(blob::Blobs& blobs, const std::string& prefix) {
  for (auto page = co_await blobs.list({.prefix = prefix}); !page.blobs.empty();
       page = co_await blobs.list({.prefix = prefix})) {
    for (const auto& each : page.blobs) co_await blobs.remove(each.key);
  }
}

}  // namespace

bool is_over(const PictureRecord& record, Instant now) {
  return now >= at(record.expires) + upload_grace;
}

Task<bool> change_picture(Users& users, const UserId& user, const PictureRecord& before,
                          const PictureRecord& after) {
  Repository::Writes writes;
  Repository::add_picture(writes, user, before, after);
  co_return co_await users.repository.commit(std::move(writes));
}

Task<> remove_picture(PicturePlaces& places, const UserId& user, const std::string& picture) {
  for (const auto& key : picture_keys(user, picture)) co_await places.blobs.remove(key);
}

Task<> tend_picture(Users& users, const UserId& user) {
  while (co_await take_step(users, user)) continue;
}

Task<> remove_pictures(Users& users, const UserId& user) {
  if (users.pictures == nullptr) co_return;
  auto& places = *users.pictures;
  // Whoever is making a portrait now cannot finish it any more.
  for (auto record = co_await users.repository.picture(user);
       record.version != 0 && record.state != PictureState::none;
       record = co_await users.repository.picture(user)) {
    PictureRecord after{.expires = record.expires, .stale = record.stale};
    if (!record.attempt.empty()) after.stale.push_back(record.attempt);
    co_await change_picture(users, user, record, after);
  }
  co_await remove_all(places.blobs, pictures_prefix(user));
  co_await places.blobs.remove(upload_key(user));
}

bool PictureWorker::is_due(const UserId& user, const PictureRecord& record) const {
  const auto now = users_.clock.now();
  if (record.state != PictureState::waiting) return !record.stale.empty() || is_over(record, now);
  const auto look = looks_.find(user);
  return !users_.pictures->looks_cost || look == looks_.end() || look->second <= now;
}

Task<milliseconds> PictureWorker::pass() {
  milliseconds pause = idle;
  std::unordered_map<UserId, Instant> looks;
  std::optional<std::string> after = "";
  while (after) {
    const auto page = co_await users_.repository.pictures(*after, page_size);
    for (const auto& [user, record] : page.records) {
      const auto now = users_.clock.now();
      if (record.state == PictureState::waiting) {
        const auto wait = until_next_look(record, now);
        const bool due = is_due(user, record);
        looks[user] = due ? now + wait : looks_[user];
        pause = std::min(pause, wait);
        if (!due) continue;
      } else if (!is_due(user, record)) {
        continue;
      }
      try {
        co_await tend_picture(users_, user);
      } catch (const boost::system::system_error&) {
        throw;  // cancelled
      } catch (const std::exception& error) {
        log::error("a picture waits", {{"cause", error.what()}});
        pause = std::min(pause, later);
      }
    }
    after = page.next;
  }
  looks_ = std::move(looks);
  co_return pause;
}

Task<> PictureWorker::run() {
  bus::Bell::Listener listener{users_.pictures->bell, co_await boost::asio::this_coro::executor};
  while (true) {
    auto pause = later;
    try {
      pause = co_await pass();
    } catch (const boost::system::system_error&) {
      throw;  // cancelled
    } catch (const std::exception& error) {
      log::error("pictures wait", {{"cause", error.what()}});
    }
    co_await listener.wait(pause);
  }
}

}  // namespace dailygrind::user
