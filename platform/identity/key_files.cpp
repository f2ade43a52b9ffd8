#include "platform/identity/key_files.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <stdexcept>

#include "platform/core/private_file.hpp"
#include "platform/core/problem.hpp"
#include "platform/store/file_lock.hpp"

namespace dailygrind::identity {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t digits = 13;

/// When the key of that file came into use; nothing where the file is none of ours.
std::optional<Instant> since_of(const fs::path& file) {
  const auto name = file.filename().string();
  std::int64_t since = 0;
  const auto* end = name.data() + std::min(digits, name.size());
  if (file.extension() != ".pem" || name.find('_') != digits ||
      std::from_chars(name.data(), end, since).ptr != end) {
    return std::nullopt;
  }
  return Instant{milliseconds{since}};
}

std::string file_name(Instant since, const RsaKey& key) {
  auto stamp = std::to_string(since.time_since_epoch().count());
  stamp.insert(0, digits - std::min(digits, stamp.size()), '0');
  return stamp + "_" + key.kid() + ".pem";
}

/// Removes the keys whose successor has been in use for longer than `keep`.
void drop_old(const fs::path& folder, std::vector<StoredKey>& keys, Instant now,
              milliseconds keep) {
  while (keys.size() > 1 && keys[1].since + keep < now) {
    fs::remove(folder / file_name(keys[0].since, keys[0].key));
    keys.erase(keys.begin());
  }
}

StoredKey load_key(const fs::path& file, Instant since) {
  try {
    return {since, RsaKey::from_pem(read_file(file))};
  } catch (const std::exception& error) {
    throw std::runtime_error{file.string() + " is damaged (" + error.what() +
                             "): restore it from a backup, or remove it and everybody signs in "
                             "again"};
  }
}

}  // namespace

std::vector<StoredKey> load_keys(const fs::path& folder) {
  make_private_folder(folder);
  std::vector<StoredKey> keys;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (const auto since = since_of(entry.path())) keys.push_back(load_key(entry.path(), *since));
  }
  std::ranges::sort(keys, {}, &StoredKey::since);
  return keys;
}

void add_key(const fs::path& folder, Instant now, milliseconds keep, bool only_first) {
  const store::FileLock lock{folder / "lock", store::FileLock::Wait::yes};
  auto keys = load_keys(folder);
  if (keys.empty() || !only_first) {
    // A clock that was set back must not make the old key the newest.
    const auto since = keys.empty() ? now : std::max(now, keys.back().since + milliseconds{1});
    auto key = RsaKey::generate();
    write_private_file(folder / file_name(since, key), key.pem());
    keys.push_back({since, std::move(key)});
    drop_old(folder, keys, now, keep);
  }
  write_private_file(folder / "jwks.json", jwks_of(keys));
}

std::string jwks_of(const std::vector<StoredKey>& keys) {
  json::array list;
  for (const auto& stored : keys) list.push_back(stored.key.jwk());
  return json::serialize(json::object{{"keys", std::move(list)}});
}

KeySource key_files_source(fs::path folder) {
  return [path = std::move(folder) / "jwks.json"]() -> Task<std::string> {
    try {
      co_return read_file(path);
    } catch (const std::exception& error) {
      throw Problem::unavailable(error.what());
    }
  };
}

}  // namespace dailygrind::identity
