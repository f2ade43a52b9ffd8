#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dailygrind::user {

/// The most words of one name that can be found, and the most bytes of one word that count.
inline constexpr std::size_t most_words = 32;
inline constexpr std::size_t most_word_bytes = 256;

/// The different words of a name or of a query, folded (no case, no accents) and sorted. White
/// space, punctuation and control characters end a word, so no word holds a `#` or a blank.
std::vector<std::string> search_words(std::string_view text);

/// True where every one of `query` begins some word of `name`.
bool each_begins_some(std::span<const std::string> query, std::span<const std::string> name);

}  // namespace dailygrind::user
