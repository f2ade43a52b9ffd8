#include "platform/blob/files_blobs.hpp"

#include <stdexcept>
#include <type_traits>

#include "platform/core/problem.hpp"

namespace dailygrind::blob {

/// What the file system refuses is a backend that does not answer.
template <typename Job>
Task<std::invoke_result_t<Job&>> FilesBlobs::on(Worker& worker, Job job) {
  co_return co_await worker.run([job = std::move(job)]() mutable {
    try {
      return job();
    } catch (const std::runtime_error& error) {
      throw Problem::unavailable(error.what());
    }
  });
}

FilesBlobs::FilesBlobs(FilesSettings settings, const Clock& clock, Random& random)
    : settings_(std::move(settings)),
      clock_(clock),
      objects_(settings_.folder),
      uploads_(settings_.folder, objects_, random),
      grants_(open_secret(settings_.folder / "secret", random), settings_.base_url) {}

void FilesBlobs::keep(const std::string& key, const std::string& content_type,
                      const std::string& bytes, const Checksum& sha256) const {
  const auto now = clock_.now();
  auto file = objects_.stage(now);
  file.append(bytes);
  objects_.keep(
      key, file,
      {.size = bytes.size(), .content_type = content_type, .sha256 = sha256, .last_modified = now});
}

Task<> FilesBlobs::put(std::string key, std::string content_type, std::string bytes) {
  check_put(key, content_type, bytes.size());
  co_await on(writes_,
              [this, key = std::move(key), content_type = std::move(content_type),
               bytes = std::move(bytes)] { keep(key, content_type, bytes, Checksum::of(bytes)); });
}

Task<std::optional<Record>> FilesBlobs::open(std::string key) {
  check_key(key);
  co_return co_await on(reads_, [this, key = std::move(key)] { return objects_.open(key); });
}

Task<std::string> FilesBlobs::read(const Record& record, Range range) {
  co_return co_await on(reads_, [&record, range] { return record.read(range); });
}

Task<std::optional<Blob>> FilesBlobs::get(std::string key, Range range) {
  const auto record = co_await open(std::move(key));
  if (!record) co_return std::nullopt;
  co_return Blob{record->info(), co_await read(*record, range)};
}

Task<std::optional<Info>> FilesBlobs::head(std::string key) {
  const auto record = co_await open(std::move(key));
  if (!record) co_return std::nullopt;
  co_return record->info();
}

Task<> FilesBlobs::remove(std::string key) {
  check_key(key);
  co_await on(writes_, [this, key = std::move(key)] { objects_.remove(key); });
}

Task<Page> FilesBlobs::list(ListQuery query) {
  check(query);
  co_return co_await on(reads_, [this, query = std::move(query)] { return objects_.list(query); });
}

SignedRequest FilesBlobs::sign(Grant grant, std::chrono::seconds lifetime) const {
  grant.expires = std::chrono::floor<std::chrono::seconds>(clock_.now()) + lifetime;
  SignedRequest request{
      .method = grant.method, .url = grants_.url_of(grant), .expires_at = grant.expires};
  if (!grant.content_type.empty()) request.headers = {{"Content-Type", grant.content_type}};
  return request;
}

Task<SignedRequest> FilesBlobs::sign_put(UploadTerms terms) {
  check(terms);
  co_return sign({.method = http::Method::put,
                  .key = std::move(terms.key),
                  .content_type = std::move(terms.content_type),
                  .size = terms.size,
                  .sha256 = terms.sha256},
                 terms.lifetime);
}

Task<SignedRequest> FilesBlobs::sign_get(std::string key, std::chrono::seconds lifetime) {
  check_key(key);
  check_lifetime(lifetime);
  co_return sign({.key = std::move(key)}, lifetime);
}

Task<Upload> FilesBlobs::create_multipart_upload(std::string key, std::string content_type) {
  check_put(key, content_type, 0);
  co_return co_await on(writes_,
                        [this, key = std::move(key), content_type = std::move(content_type)] {
                          return uploads_.create(key, content_type, clock_.now());
                        });
}

Task<SignedRequest> FilesBlobs::sign_part(Upload upload, PartTerms terms) {
  check(upload, terms);
  co_return sign({.method = http::Method::put,
                  .key = std::move(upload.key),
                  .size = terms.size,
                  .sha256 = terms.sha256,
                  .upload_id = std::move(upload.upload_id),
                  .part = terms.number},
                 terms.lifetime);
}

Task<Completion> FilesBlobs::complete_multipart_upload(Upload upload, std::vector<Part> parts) {
  check_key(upload.key);
  if (!is_upload_id(upload.upload_id)) co_return Completion::no_such_upload;
  co_return co_await on(writes_, [this, upload = std::move(upload), parts = std::move(parts)] {
    return uploads_.complete(upload, parts, clock_.now());
  });
}

Task<> FilesBlobs::abort_multipart_upload(Upload upload) {
  check_key(upload.key);
  if (!is_upload_id(upload.upload_id)) co_return;
  co_await on(writes_, [this, upload = std::move(upload)] { uploads_.abort(upload); });
}

Task<std::size_t> FilesBlobs::sweep() {
  co_return co_await on(writes_, [this] {
    const auto before = clock_.now() - settings_.uploads_last;
    return objects_.sweep(before) + uploads_.sweep(before);
  });
}

std::expected<Grant, Denial> FilesBlobs::admit(http::Method method, std::string_view key,
                                               std::string_view query) const {
  return grants_.read(method, key, query, clock_.now());
}

Task<> FilesBlobs::Incoming::append(std::string bytes) {
  co_await on(blobs_.writes_, [this, bytes = std::move(bytes)] {
    if (!file_) file_.reset(new StagedFile{blobs_.objects_.stage(blobs_.clock_.now())});
    hash_.update(bytes);
    file_->append(bytes);
    size_ += bytes.size();
  });
}

Task<FilesBlobs::Received> FilesBlobs::Incoming::finish() {
  if (!file_) co_await append("");
  co_return co_await on(blobs_.writes_, [this] {
    if (hash_.finish() != grant_.sha256) return Received::wrong_checksum;
    if (!grant_.upload_id.empty()) {
      const Upload upload{grant_.key, grant_.upload_id};
      return blobs_.uploads_.put_part(upload, grant_.part, *file_) ? Received::kept
                                                                   : Received::no_such_upload;
    }
    blobs_.objects_.keep(grant_.key, *file_,
                         {.size = size_,
                          .content_type = grant_.content_type,
                          .sha256 = grant_.sha256,
                          .last_modified = blobs_.clock_.now()});
    return Received::kept;
  });
}

}  // namespace dailygrind::blob
