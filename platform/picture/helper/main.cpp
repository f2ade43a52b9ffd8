// dailygrind-picture: makes a portrait of the picture on its standard input; see helper_exit.hpp.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "platform/picture/helper/confinement.hpp"
#include "platform/picture/helper/vips.hpp"
#include "platform/picture/helper/webp.hpp"
#include "platform/picture/helper_exit.hpp"
#include "platform/picture/picture.hpp"

namespace dailygrind::picture {
namespace {

constexpr int failed = 1;
constexpr int middle = 1;  ///< VIPS_INTERESTING_CENTRE
/// A thumbnail's own option `fail_on` does not reach the loaders of libvips 8.14.1.
constexpr const char* loading = "[fail_on=truncated]";
constexpr int quality = 82;
constexpr std::array loaders{"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp",
                             "VipsForeignLoadNsgif"};

/// Loaders that are not written for strangers' files stay unused, and so do all but ours.
bool open_library() {
  if (vips_init("dailygrind-picture") != 0) return false;
  vips_block_untrusted_set(1);
  vips_operation_block_set("VipsForeignLoad", 1);
  for (const auto* loader : loaders) vips_operation_block_set(loader, 0);
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  return true;
}

std::string read_all() {
  std::string all;
  std::array<char, 65'536> piece{};
  while (all.size() <= max_source_bytes) {
    const auto size = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    all.append(piece.data(), static_cast<std::size_t>(size));
  }
  return all;
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

/// The loader's family must be one of ours, whatever else the library could read.
bool is_known(const std::string& source) {
  const char* found = vips_foreign_find_load_buffer(source.data(), source.size());
  return found != nullptr && std::ranges::any_of(loaders, [&](std::string_view loader) {
           return std::string_view{found}.starts_with(loader);
         });
}

/// WebP without metadata; nothing where it fails.
std::optional<std::string> encoded(VipsImage* image) {
  void* bytes = nullptr;
  std::size_t size = 0;
  if (vips_webpsave_buffer(image, &bytes, &size, "Q", quality, "strip", 1, nullptr) != 0) {
    return std::nullopt;
  }
  return without_metadata({static_cast<const char*>(bytes), size});
}

/// The middle of the source. A profile is replaced by sRGB; without one it is taken for that.
VipsImage* cut(std::string& source, const VipsImage* header, int side) {
  VipsImage* square = nullptr;
  const bool profile = vips_image_get_typeof(header, "icc-profile-data") != 0;
  const int error = vips_thumbnail_buffer(source.data(), source.size(), &square, side, "height",
                                          side, "crop", middle, "option_string", loading,
                                          profile ? "export_profile" : nullptr, "srgb", nullptr);
  return error == 0 ? square : nullptr;
}

/// What it allocates lives as long as the process.
int make_portrait(std::string& source) {
  if (!is_known(source)) return helper_exit::unknown_format;
  auto* header = vips_image_new_from_buffer(source.data(), source.size(), "", nullptr);
  if (header == nullptr) return helper_exit::damaged;
  const int width = vips_image_get_width(header);
  const int height = vips_image_get_height(header);
  if (std::int64_t{width} * height > max_pixels) return helper_exit::too_many_pixels;

  const int side = std::clamp(std::min(width, height), 1, large_side);
  auto* square = cut(source, header, side);
  if (square == nullptr) return helper_exit::damaged;
  // Decodes: from here on the source cannot be at fault.
  auto* large = vips_image_copy_memory(square);
  if (large == nullptr) return helper_exit::damaged;
  VipsImage* small = nullptr;
  if (vips_thumbnail_image(large, &small, std::min(side, small_side), nullptr) != 0) return failed;
  const auto large_bytes = encoded(large);
  const auto small_bytes = encoded(small);
  if (!large_bytes || !small_bytes) return failed;
  const auto line =
      std::to_string(large_bytes->size()) + ' ' + std::to_string(small_bytes->size()) + '\n';
  const bool said = write_all(line) && write_all(*large_bytes) && write_all(*small_bytes);
  return said ? helper_exit::made : failed;
}

}  // namespace
}  // namespace dailygrind::picture

int main() {
  using namespace dailygrind::picture;
  confine();
  if (!open_library()) return failed;
  close_the_file_system();
  auto source = read_all();
  const int code = source.size() > max_source_bytes ? helper_exit::damaged : make_portrait(source);
  // Nothing is given back: libvips's threads may still be at work on what was refused.
  std::_Exit(code);
}
