#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dailygrind::picture {

/// The same picture (RFC 9649) with nothing but what it takes to draw it: no EXIF, XMP, profile,
/// nor any chunk that is not known. Nothing where `file` is no WebP. Debian's libvips 8.14.1 writes
/// a profile and an EXIF block of its own in spite of its option `strip`.
std::optional<std::string> without_metadata(std::string_view file);

}  // namespace dailygrind::picture
