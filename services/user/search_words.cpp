#include "services/user/search_words.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "platform/core/encoding.hpp"

namespace dailygrind::user {
namespace {

bool ends_word(utf8proc_int32_t code_point) {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
      return true;
    default:
      return false;
  }
}

void cut(std::string& word) {
  if (word.size() <= most_word_bytes) return;
  std::size_t size = most_word_bytes;
  while ((static_cast<unsigned char>(word[size]) & 0xC0) == 0x80) --size;
  word.resize(size);
}

std::vector<std::string> split(std::string_view folded) {
  std::vector<std::string> words(1);
  while (!folded.empty()) {
    utf8proc_int32_t code_point = 0;
    const auto used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(folded.data()),
                                       static_cast<utf8proc_ssize_t>(folded.size()), &code_point);
    if (used <= 0) break;  // callers pass well-formed UTF-8
    const auto letter = folded.substr(0, static_cast<std::size_t>(used));
    folded.remove_prefix(letter.size());
    if (!ends_word(code_point)) {
      words.back() += letter;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
  auto words = split(fold_for_search(text));
  if (words.size() > most_words) words.resize(most_words);
  std::ranges::for_each(words, cut);
  std::ranges::sort(words);
  const auto repeated = std::ranges::unique(words);
  words.erase(repeated.begin(), repeated.end());
  return words;
}

bool each_begins_some(std::span<const std::string> query, std::span<const std::string> name) {
  return std::ranges::all_of(query, [&](const std::string& wanted) {
    return std::ranges::any_of(name,
                               [&](const std::string& word) { return word.starts_with(wanted); });
  });
}

}  // namespace dailygrind::user
