#include "dailygrind/migrate/blob_move.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "platform/blob/files_blobs.hpp"
#include "platform/core/problem.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::migrate {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// Passes everything on but a put, which it does not do, or does to other bytes.
class Careless final : public blob::Blobs {
 public:
  explicit Careless(blob::Blobs& blobs) : blobs_(blobs) {}

  Task<> put(std::string key, std::string content_type, std::string /*bytes*/) override {
    return blobs_.put(std::move(key), std::move(content_type), "other bytes");
  }
  Task<std::optional<blob::Blob>> get(std::string key, blob::Range range) override {
    return blobs_.get(std::move(key), range);
  }
  Task<std::optional<blob::Info>> head(std::string key) override {
    return blobs_.head(std::move(key));
  }
  Task<> remove(std::string key) override { return blobs_.remove(std::move(key)); }
  Task<blob::Page> list(blob::ListQuery query) override { return blobs_.list(std::move(query)); }
  Task<blob::SignedRequest> sign_put(blob::UploadTerms terms) override {
    return blobs_.sign_put(std::move(terms));
  }
  Task<blob::SignedRequest> sign_get(std::string key, std::chrono::seconds lifetime) override {
    return blobs_.sign_get(std::move(key), lifetime);
  }
  Task<blob::Upload> create_multipart_upload(std::string key, std::string content_type) override {
    return blobs_.create_multipart_upload(std::move(key), std::move(content_type));
  }
  Task<blob::SignedRequest> sign_part(blob::Upload upload, blob::PartTerms terms) override {
    return blobs_.sign_part(std::move(upload), std::move(terms));
  }
  Task<blob::Completion> complete_multipart_upload(blob::Upload upload,
                                                   std::vector<blob::Part> parts) override {
    return blobs_.complete_multipart_upload(std::move(upload), std::move(parts));
  }
  Task<> abort_multipart_upload(blob::Upload upload) override {
    return blobs_.abort_multipart_upload(std::move(upload));
  }

 private:
  blob::Blobs& blobs_;
};

class BlobMove : public ::testing::Test {
 protected:
  BlobMove() {
    run(source_.put("users/1/a.webp", "image/webp", "one"));
    run(source_.put("users/2/ä b.png", "image/png", std::string(100'000, 'x')));
  }

  template <typename T>
  T run(Task<T> task) {
    return testing::run(loop_, std::move(task));
  }

  std::size_t move(blob::Blobs& target) {
    return run(move_blobs(source_, target, [this](const std::string&, std::size_t total) {
      announced_ = total;
      return [this](std::size_t by) { done_ += by; };
    }));
  }

  boost::asio::io_context loop_{1};  // outlives the threads of the blobs, which post to it
  testing::TemporaryFolder folder_;
  SystemClock clock_;
  SystemRandom random_;
  blob::FilesBlobs source_{
      {.folder = folder_.path() / "a", .base_url = "http://a"}, clock_, random_};
  blob::FilesBlobs target_{
      {.folder = folder_.path() / "b", .base_url = "http://b"}, clock_, random_};
  std::size_t announced_ = 0;
  std::size_t done_ = 0;
};

TEST_F(BlobMove, TakesBytesAndTypesAlong) {
  EXPECT_EQ(move(target_), 2);
  EXPECT_EQ(announced_, 2);
  EXPECT_EQ(done_, 2);
  const auto small = run(target_.get("users/1/a.webp", {}));
  ASSERT_TRUE(small);
  EXPECT_EQ(small->bytes, "one");
  EXPECT_EQ(small->info.content_type, "image/webp");
  const auto large = run(target_.get("users/2/ä b.png", {}));
  ASSERT_TRUE(large);
  EXPECT_EQ(large->bytes, std::string(100'000, 'x'));
}

TEST_F(BlobMove, GoesOnWhereItWasBrokenOff) {
  run(target_.put("users/1/a.webp", "image/webp", "one"));
  const auto before = run(target_.head("users/1/a.webp"))->last_modified;
  EXPECT_EQ(move(target_), 2);
  EXPECT_EQ(run(target_.head("users/1/a.webp"))->last_modified, before);
}

TEST_F(BlobMove, MendsWhatIsOtherwise) {
  run(target_.put("users/1/a.webp", "image/webp", "two"));
  move(target_);
  EXPECT_EQ(run(target_.get("users/1/a.webp", {}))->bytes, "one");
}

TEST_F(BlobMove, RefusesATargetOfOthers) {
  run(target_.put("users/3/c.webp", "image/webp", "theirs"));
  EXPECT_THAT([this] { move(target_); },
              ThrowsMessage<std::runtime_error>(HasSubstr("users/3/c.webp")));
  EXPECT_FALSE(run(target_.head("users/1/a.webp"))) << "nothing is copied";
}

TEST_F(BlobMove, SeesThatACopyIsNotTheSame) {
  Careless careless{target_};
  EXPECT_THAT([&] { move(careless); },
              ThrowsMessage<std::runtime_error>(HasSubstr("users/1/a.webp")));
}

}  // namespace
}  // namespace dailygrind::migrate
