#include "platform/webpush/vapid_keys.hpp"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <stdexcept>

#include "platform/core/private_file.hpp"

namespace dailygrind::webpush {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digits = 13;
const SystemClock machine_time;

/// Since when the key of that file is in use; nothing where the file is none of ours.
std::optional<Instant> since_of(const fs::path& file) {
  const auto name = file.filename().string();
  if (file.extension() != ".pem" || name.find('_') != digits) return std::nullopt;
  std::int64_t since = 0;
  const auto* end = name.data() + digits;
  if (std::from_chars(name.data(), end, since).ptr != end) return std::nullopt;
  return Instant{milliseconds{since}};
}

fs::path file_of(const fs::path& folder, Instant since, const VapidKey& key) {
  auto stamp = std::to_string(since.time_since_epoch().count());
  stamp.insert(0, digits - std::min(digits, stamp.size()), '0');
  return folder / (stamp + "_" + key.public_key() + ".pem");
}

StoredVapidKey load_key(const fs::path& file, Instant since) {
  try {
    return {since, VapidKey::from_pem(read_file(file))};
  } catch (const std::exception& error) {
    throw std::runtime_error{file.string() + " is damaged (" + error.what() +
                             "): restore it from a backup, or remove it and all who subscribed "
                             "with it have to subscribe anew"};
  }
}

std::vector<StoredVapidKey> load_keys(const fs::path& folder) {
  std::vector<StoredVapidKey> keys;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (const auto since = since_of(entry.path())) keys.push_back(load_key(entry.path(), *since));
  }
  std::ranges::sort(keys, {}, &StoredVapidKey::since);
  return keys;
}

}  // namespace

struct VapidKeys::State {
  State(fs::path the_folder, const Clock& the_clock)
      : folder(std::move(the_folder)), clock(the_clock) {}

  /// Both under the mutex.
  void refresh() {
    if (folder.empty()) return;
    const auto changed = fs::last_write_time(folder);
    if (!keys.empty() && changed == seen) return;
    auto loaded = load_keys(folder);
    // Somebody emptied the folder: what is known goes on serving until the next start.
    if (loaded.empty() && !keys.empty()) return;
    keys = std::move(loaded);
    seen = changed;
  }
  void add() {
    demand_folder();
    auto key = VapidKey::generate();
    // After the newest, even where the clock has been set back.
    const auto since =
        keys.empty() ? clock.now() : std::max(clock.now(), keys.back().since + milliseconds{1});
    write_private_file(file_of(folder, since, key), key.pem());
    keys.push_back({since, std::move(key)});
    seen = {};
  }
  void demand_folder() const {
    if (folder.empty()) throw std::logic_error{"these keys are kept elsewhere"};
  }
  [[nodiscard]] auto position(std::string_view public_key) const {
    return std::ranges::find(keys, public_key,
                             [](const auto& stored) { return stored.key.public_key(); });
  }

  const fs::path folder;  ///< empty: they are kept elsewhere
  const Clock& clock;
  std::mutex mutex;
  std::vector<StoredVapidKey> keys;
  fs::file_time_type seen{};
};

VapidKeys::VapidKeys(fs::path folder, const Clock& clock)
    : state_(std::make_unique<State>(std::move(folder), clock)) {
  make_private_folder(state_->folder);
  state_->refresh();
  if (state_->keys.empty()) state_->add();
}

VapidKeys::VapidKeys(std::vector<VapidKey> keys)
    : state_(std::make_unique<State>(fs::path{}, machine_time)) {
  if (keys.empty()) throw std::runtime_error{"there is no key"};
  for (auto& key : keys) state_->keys.push_back({Instant{}, std::move(key)});
}

VapidKeys::~VapidKeys() = default;

std::vector<StoredVapidKey> VapidKeys::all() {
  const std::lock_guard lock{state_->mutex};
  state_->refresh();
  return state_->keys;
}

VapidKey VapidKeys::newest() {
  const std::lock_guard lock{state_->mutex};
  state_->refresh();
  return state_->keys.back().key;
}

std::optional<VapidKey> VapidKeys::find(std::string_view public_key) {
  const std::lock_guard lock{state_->mutex};
  auto found = state_->position(public_key);
  if (found == state_->keys.end()) {
    state_->refresh();
    found = state_->position(public_key);
  }
  if (found == state_->keys.end()) return std::nullopt;
  return found->key;
}

VapidKey VapidKeys::rotate() {
  const std::lock_guard lock{state_->mutex};
  state_->refresh();
  state_->add();
  return state_->keys.back().key;
}

bool VapidKeys::drop(std::string_view public_key) {
  const std::lock_guard lock{state_->mutex};
  state_->demand_folder();
  state_->refresh();
  const auto found = state_->position(public_key);
  if (found == state_->keys.end() || found + 1 == state_->keys.end()) return false;
  fs::remove(file_of(state_->folder, found->since, found->key));
  state_->keys.erase(found);
  return true;
}

std::vector<VapidKey> read_vapid_keys(std::string_view pem) {
  constexpr std::string_view end = "-----END PRIVATE KEY-----";
  std::vector<VapidKey> keys;
  while (true) {
    const auto begin = pem.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return keys;
    const auto last = pem.find(end, begin);
    if (last == std::string_view::npos) throw std::runtime_error{"what follows is no key"};
    keys.push_back(VapidKey::from_pem(std::string{pem.substr(begin, last + end.size() - begin)}));
    pem.remove_prefix(last + end.size());
  }
}

}  // namespace dailygrind::webpush
