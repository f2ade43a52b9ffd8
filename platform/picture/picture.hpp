#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>

#include "platform/core/task.hpp"

/// The picture port: what strangers upload becomes pictures that can be shown to anybody.
namespace dailygrind::picture {

/// The sides of the squares that are made, in pixels, where the source has as many.
inline constexpr int large_side = 512;
inline constexpr int small_side = 96;
/// Of what is made.
inline constexpr auto content_type = "image/webp";
/// Pixels of a source; it is refused by its header, before it is decoded.
inline constexpr std::int64_t max_pixels = 64'000'000;
inline constexpr std::size_t max_source_bytes = std::size_t{16} << 20U;

/// A face for a profile: the middle of a picture, upright, in sRGB, without any metadata, as WebP.
/// Never larger than the source.
struct Portrait {
  std::string large;
  std::string small;
};

/// What is wrong with a source.
enum class Flaw : std::uint8_t {
  unknown_format,   ///< neither JPEG, PNG, WebP nor GIF, whatever it was called
  too_many_pixels,  ///< more than max_pixels
  damaged,          ///< it cannot be decoded to its end
};

/// The next bytes of a source, "" at its end.
using Source = std::function<Task<std::string>()>;

class Editor {
 public:
  virtual ~Editor() = default;

  /// Takes the source to its end unless it is refused earlier, and throws what that throws. The
  /// same bytes give the same portrait. Problem::unavailable where pictures cannot be made now, or
  /// not this one within its time and memory: whether it is to blame is then unknown. One call at a
  /// time.
  virtual Task<std::expected<Portrait, Flaw>> portrait(Source source) = 0;
};

}  // namespace dailygrind::picture
