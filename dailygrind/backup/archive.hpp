#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

struct archive;
struct archive_entry;

/// The container of a backup: tar (POSIX pax) in gzip.
namespace dailygrind::backup {

using Chunk = std::span<const std::byte>;
/// Is told of every stretch of a file that was read or written.
using OnChunk = std::function<void(Chunk)>;

/// Writes an archive. All calls throw std::runtime_error with the reason.
class ArchiveWriter {
 public:
  /// Makes the file, which must not exist, with mode 0600.
  explicit ArchiveWriter(const std::filesystem::path& path);
  ~ArchiveWriter();
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  void add_text(const std::string& name, const std::string& text);
  void add_file(const std::string& name, const std::filesystem::path& file,
                const OnChunk& on_chunk);
  /// Without it the archive is not complete. On disk when it returns.
  void close();

 private:
  struct Free {
    void operator()(archive* archive) const;
  };
  void begin_entry(const std::string& name, std::uintmax_t size);
  void write(Chunk chunk);

  int descriptor_;
  std::unique_ptr<archive, Free> archive_;
};

/// Reads an archive from its beginning to its end. All calls throw std::runtime_error with the
/// reason.
class ArchiveReader {
 public:
  explicit ArchiveReader(const std::filesystem::path& path);

  /// The name of the next entry, nothing at the end; an entry that is no plain file is an error.
  std::optional<std::string> next();
  /// The present entry, at most `limit` bytes.
  std::string text(std::size_t limit);
  /// Writes the present entry to a new file with mode 0600, at most `limit` bytes.
  void extract(const std::filesystem::path& target, std::uintmax_t limit, const OnChunk& on_chunk);

 private:
  struct Free {
    void operator()(archive* archive) const;
  };
  std::span<const std::byte> read(std::span<std::byte> buffer);

  std::unique_ptr<archive, Free> archive_;
};

/// SHA-256 over the chunks of a file.
class Digest {
 public:
  Digest();
  ~Digest();
  void add(Chunk chunk);
  /// In hexadecimal digits; once only.
  [[nodiscard]] std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The digest of a file on disk; throws std::runtime_error where it cannot be read.
std::string digest_of(const std::filesystem::path& file);

}  // namespace dailygrind::backup
