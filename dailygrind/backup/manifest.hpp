#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/describe/describe.hpp"

/// The first entry of a backup, `manifest.json`: what else must be in it.
namespace dailygrind::backup {

inline constexpr auto manifest_name = "manifest.json";
inline constexpr std::int64_t manifest_format = 1;
/// Two for each picture, and some.
inline constexpr std::int64_t most_files = 2'000'000;

struct ManifestFile {
  std::string name;  ///< relative to the data folder
  std::int64_t size = 0;
  std::string sha256;  ///< in hexadecimal digits
};
DAILYGRIND_DESCRIBE(ManifestFile, (name, size, sha256))
constexpr auto rules_of(const ManifestFile*) {
  return std::array{describe::range("size", 0, std::int64_t{1} << 50U)};
}

struct Manifest {
  std::int64_t format = manifest_format;
  std::string version;  ///< of the program that made it
  std::string made_at;  ///< RFC 3339
  std::vector<ManifestFile> files;
};
DAILYGRIND_DESCRIBE(Manifest, (format, version, made_at, files))
constexpr auto rules_of(const Manifest*) {
  return std::array{describe::range("format", 1, 1'000'000),
                    describe::range("files", 0, most_files)};
}

/// Throws std::runtime_error with one sentence where `text` is no manifest, is of a newer format,
/// or names a file that is none of ours or one twice.
Manifest parse_manifest(const std::string& text);

}  // namespace dailygrind::backup
