#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "platform/blob/blob.hpp"

/// How a blob lies in a file: its bytes, and behind them what else is known of it (README.md), so
/// that one rename makes both true at the same time.
namespace dailygrind::blob {

/// What comes behind the bytes. `info` must have a checksum; its ETag follows from that.
[[nodiscard]] std::string trailer_of(const Info& info);
[[nodiscard]] std::string etag_of(const Checksum& sha256);

/// An open blob, which stays what it is when another takes its place.
class Record {
 public:
  /// Nothing where there is no such file. Throws std::runtime_error, with what to do about it,
  /// where it cannot be read or is damaged.
  static std::optional<Record> open(const std::filesystem::path& path);
  ~Record();
  Record(Record&& other) noexcept;
  Record& operator=(Record&&) = delete;

  [[nodiscard]] const Info& info() const { return info_; }
  [[nodiscard]] std::string read(Range range) const;

 private:
  explicit Record(int descriptor) : descriptor_(descriptor) {}
  void read_trailer(const std::filesystem::path& path);

  int descriptor_;
  Info info_;
};

}  // namespace dailygrind::blob
