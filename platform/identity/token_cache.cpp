#include "platform/identity/token_cache.hpp"

#include <xxhash.h>

namespace dailygrind::identity {

std::size_t TokenCache::set_of(std::uint64_t hash) { return hash % (capacity / ways) * ways; }

std::shared_ptr<const Caller> TokenCache::find(std::string_view token, Instant now) const {
  if (entries_.empty()) return nullptr;
  const auto hash = XXH3_64bits(token.data(), token.size());
  const auto* entry = &entries_[set_of(hash)];
  for (const auto* end = entry + ways; entry != end; ++entry) {
    if (entry->hash == hash && entry->token == token) {
      return now >= entry->from && now < entry->until ? entry->caller : nullptr;
    }
  }
  return nullptr;
}

void TokenCache::insert(std::string_view token, Instant from, Instant until,
                        std::shared_ptr<const Caller> caller) {
  if (token.size() > longest) return;
  if (entries_.empty()) entries_.resize(capacity);
  const auto hash = XXH3_64bits(token.data(), token.size());
  auto* const set = &entries_[set_of(hash)];
  auto* slot = set + victim_++ % ways;
  for (auto* entry = set; entry != set + ways; ++entry) {
    if (!entry->caller || (entry->hash == hash && entry->token == token)) {
      slot = entry;
      break;
    }
  }
  *slot = {hash, from, until, std::string{token}, std::move(caller)};
}

}  // namespace dailygrind::identity
