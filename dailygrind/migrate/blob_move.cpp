#include "dailygrind/migrate/blob_move.hpp"

#include <algorithm>
#include <stdexcept>

namespace dailygrind::migrate {
namespace {

Task<std::vector<std::string>> keys_of(blob::Blobs& blobs) {
  std::vector<std::string> keys;
  blob::ListQuery query;
  for (;;) {
    auto page = co_await blobs.list(query);
    for (auto& each : page.blobs) keys.push_back(std::move(each.key));
    if (!page.next) co_return keys;
    query.after = std::move(*page.next);
  }
}

Task<bool> has(blob::Blobs& blobs, std::string key, const blob::Info& wanted) {
  const auto found = co_await blobs.head(std::move(key));
  co_return found && found->size == wanted.size && found->content_type == wanted.content_type &&
      found->sha256 && found->sha256 == wanted.sha256;
}

Task<> copy(blob::Blobs& source, blob::Blobs& target, const std::string& key) {
  auto found = co_await source.get(key);
  if (!found) throw std::runtime_error{"the blob " + key + " of the source was removed meanwhile"};
  auto info = std::move(found->info);
  if (info.size > blob::max_call_bytes) {
    throw std::runtime_error{"the blob " + key + " is larger than what can be copied"};
  }
  info.sha256 = blob::Checksum::of(found->bytes);
  if (co_await has(target, key, info)) co_return;
  co_await target.put(key, info.content_type, std::move(found->bytes));
  if (!co_await has(target, key, info)) {
    throw std::runtime_error{"the blob " + key + " is not the same in the target"};
  }
}

}  // namespace

Task<std::size_t> move_blobs(blob::Blobs& source, blob::Blobs& target, BeginStep begin) {
  const auto keys = co_await keys_of(source);
  for (const auto& key : co_await keys_of(target)) {
    if (!std::ranges::binary_search(keys, key)) {
      throw std::runtime_error{"the target holds blobs that the source has not, " + key +
                               " for one: move to an empty one"};
    }
  }
  const auto advance = begin("copying pictures", keys.size());
  for (const auto& key : keys) {
    co_await copy(source, target, key);
    advance(1);
  }
  co_return keys.size();
}

}  // namespace dailygrind::migrate
