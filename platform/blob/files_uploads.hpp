#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "platform/blob/files_objects.hpp"
#include "platform/core/random.hpp"

namespace dailygrind::blob {

/// Blobs of parts that are not complete yet: a folder each, with their terms and a file for each
/// part. Like Objects, without threads and with its errors.
class Uploads {
 public:
  /// `objects` and `random` must outlive it. Makes `uploads` in `folder`.
  Uploads(const std::filesystem::path& folder, const Objects& objects, Random& random);

  [[nodiscard]] Upload create(const std::string& key, const std::string& content_type,
                              Instant now) const;
  /// False where there is no such upload.
  [[nodiscard]] bool put_part(const Upload& upload, int number, StagedFile& file) const;
  [[nodiscard]] Completion complete(const Upload& upload, const std::vector<Part>& parts,
                                    Instant now) const;
  void abort(const Upload& upload) const;

  /// Removes what was begun before that time. Returns how many.
  std::size_t sweep(Instant before) const;

 private:
  struct Terms {
    std::string key;
    std::string content_type;
    Instant created{};
  };
  [[nodiscard]] std::optional<Terms> terms_of(const std::string& upload_id) const;
  [[nodiscard]] std::optional<Terms> terms_of(const Upload& upload) const;
  [[nodiscard]] std::filesystem::path folder_of(const std::string& upload_id) const;
  [[nodiscard]] std::filesystem::path file_of(const Upload& upload, int number) const;
  [[nodiscard]] bool are_whole(const Upload& upload, const std::vector<Part>& parts) const;

  std::filesystem::path root_;
  const Objects& objects_;
  Random& random_;
};

}  // namespace dailygrind::blob
