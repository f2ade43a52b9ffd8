#include "platform/picture/helper/webp.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace dailygrind::picture {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t header_bytes = 12;  ///< "RIFF", size, "WEBP"
constexpr std::size_t chunk_header_bytes = 8;
constexpr std::array drawn{"VP8 "sv, "VP8L"sv, "VP8X"sv, "ALPH"sv};
/// What VP8X says besides the size: of its flags only transparency stays.
constexpr char alpha_flag = 0x10;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t byte = 4; byte-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + byte]);
  }
  return value;
}

void append_number(std::string& out, std::size_t value) {
  for (int byte = 0; byte < 4; ++byte) out += static_cast<char>(value >> (8 * byte) & 0xFFU);
}

}  // namespace

std::optional<std::string> without_metadata(std::string_view file) {
  if (file.size() < header_bytes || !file.starts_with("RIFF") || file.substr(8, 4) != "WEBP") {
    return std::nullopt;
  }
  std::string chunks = "WEBP";
  for (auto rest = file.substr(header_bytes); !rest.empty();) {
    if (rest.size() < chunk_header_bytes) return std::nullopt;
    const auto name = rest.substr(0, 4);
    const std::size_t content = number_at(rest, 4);
    const auto whole = chunk_header_bytes + content + content % 2;
    if (whole > rest.size()) return std::nullopt;
    if (std::ranges::find(drawn, name) != drawn.end()) {
      const auto begin = chunks.size();
      chunks += rest.substr(0, whole);
      if (name == "VP8X" && content > 0) {
        auto& flags = chunks[begin + chunk_header_bytes];
        flags = static_cast<char>(flags & alpha_flag);
      }
    }
    rest.remove_prefix(whole);
  }
  std::string out = "RIFF";
  append_number(out, chunks.size());
  return out + chunks;
}

}  // namespace dailygrind::picture
