#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "platform/blob/blob.hpp"
#include "platform/blob/files_grants.hpp"
#include "platform/blob/files_uploads.hpp"
#include "platform/core/worker.hpp"

namespace dailygrind::blob {

struct FilesSettings {
  /// Made where it is missing. Belongs to one program at a time, which has to see to that: as with
  /// the service's store, by its lock (platform/store/file_lock.hpp).
  std::filesystem::path folder;
  std::string base_url;  ///< see Grants
  /// How long an upload of parts may take before `sweep` removes it.
  std::chrono::hours uploads_last{24};
};

/// The adapter on a folder: what lies in it, README.md says. What is acknowledged is on disk
/// (fsync). Work on disk is done on two threads, one that writes and one that reads; URLs expire by
/// the application's clock.
class FilesBlobs final : public Blobs {
 public:
  /// `clock` and `random` must outlive it. Throws std::runtime_error where the folder cannot be
  /// used.
  FilesBlobs(FilesSettings settings, const Clock& clock, Random& random);

  Task<> put(std::string key, std::string content_type, std::string bytes) override;
  Task<std::optional<Blob>> get(std::string key, Range range) override;
  Task<std::optional<Info>> head(std::string key) override;
  Task<> remove(std::string key) override;
  Task<Page> list(ListQuery query) override;
  Task<SignedRequest> sign_put(UploadTerms terms) override;
  Task<SignedRequest> sign_get(std::string key, std::chrono::seconds lifetime) override;
  Task<Upload> create_multipart_upload(std::string key, std::string content_type) override;
  Task<SignedRequest> sign_part(Upload upload, PartTerms terms) override;
  Task<Completion> complete_multipart_upload(Upload upload, std::vector<Part> parts) override;
  Task<> abort_multipart_upload(Upload upload) override;

  /// Removes uploads that nobody completed in time and what broken-off writes have left; to be
  /// called at the start and once in a while. Returns how many of them.
  Task<std::size_t> sweep();

  // For the handlers of files_http.hpp.
  enum class Received : std::uint8_t { kept, wrong_checksum, no_such_upload };
  /// What a request with this method (GET for HEAD, too), key and query may do now.
  [[nodiscard]] std::expected<Grant, Denial> admit(http::Method method, std::string_view key,
                                                   std::string_view query) const;
  /// An upload, or a part of one, that is written while it arrives; it is dropped with its object
  /// unless it was kept. `blobs` must outlive it; one call at a time.
  class Incoming {
   public:
    Incoming(FilesBlobs& blobs, Grant grant) : blobs_(blobs), grant_(std::move(grant)) {}

    [[nodiscard]] const Grant& grant() const { return grant_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }
    Task<> append(std::string bytes);
    /// Keeps the bytes if they have the checksum that the grant demands.
    Task<Received> finish();

   private:
    FilesBlobs& blobs_;
    const Grant grant_;
    std::unique_ptr<StagedFile> file_;
    Sha256 hash_;
    std::uint64_t size_ = 0;
  };
  Task<std::optional<Record>> open(std::string key);
  /// `record` must outlive the call.
  Task<std::string> read(const Record& record, Range range);

 private:
  template <typename Job>
  static Task<std::invoke_result_t<Job&>> on(Worker& worker, Job job);
  [[nodiscard]] SignedRequest sign(Grant grant, std::chrono::seconds lifetime) const;
  void keep(const std::string& key, const std::string& content_type, const std::string& bytes,
            const Checksum& sha256) const;

  const FilesSettings settings_;
  const Clock& clock_;
  Objects objects_;
  Uploads uploads_;
  Grants grants_;
  Worker writes_;
  Worker reads_;
};

}  // namespace dailygrind::blob
