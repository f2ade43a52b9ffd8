#include "dailygrind/migrate/digest.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace dailygrind::migrate {
namespace {

/// Each part behind its length, so that no two items have the same text.
void append(std::string& text, std::string_view part) {
  text += std::to_string(part.size()) + ':';
  text += part;
}

std::string text_of(const store::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return 'S' + *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return 'N' + std::to_string(*number);
  return std::get<bool>(value) ? "B1" : "B0";
}

std::string text_of(const store::Item& item) {
  std::string text;
  append(text, item.key.partition);
  append(text, item.key.sort);
  append(text, item.expires ? std::to_string(item.expires->time_since_epoch().count()) : "");
  std::vector<const store::Attributes::Entry*> entries;
  for (const auto& entry : item.attributes) entries.push_back(&entry);
  std::ranges::sort(entries, {},
                    [](const auto* entry) -> const std::string& { return entry->first; });
  for (const auto* entry : entries) {
    append(text, entry->first);
    append(text, text_of(entry->second));
  }
  return text;
}

}  // namespace

void TableDigest::add(const store::Item& item) {
  const std::string text = text_of(item);
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    std::uint64_t part = 0;
    std::memcpy(&part, &hash[i * sizeof part], sizeof part);
    sums_[i] += part;
  }
  ++items_;
}

std::string TableDigest::hex() const {
  return fmt::format("{:016x}{:016x}{:016x}{:016x}", sums_[0], sums_[1], sums_[2], sums_[3]);
}

}  // namespace dailygrind::migrate
