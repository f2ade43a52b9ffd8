#include "platform/aws/testing/emulator.hpp"
#include "platform/blob/contract.hpp"
#include "platform/blob/s3_blobs.hpp"

/// The contract of blobs against the S3 that the environment names.
namespace dailygrind::blob {
namespace {

using aws::testing::emulator;

/// An adapter on a bucket of its own.
struct World {
  explicit World(const Surroundings& around)
      : blobs(make_s3_blobs({*s3, emulator().credentials(), around.clock}, settings)) {
    testing::run(around.loop, make_bucket());
  }

  Task<> make_bucket() const {
    co_await s3->send(
        {.operation = "CreateBucket", .method = http::Method::put, .path = "/" + settings.bucket});
  }
  /// As Emulator::prefix, but names of buckets have no capitals.
  static std::string new_bucket() {
    return "dailygrind-test-" + Checksum::of(emulator().random().token(18)).hex().substr(0, 16);
  }

  S3Settings settings{.bucket = new_bucket(),
                      .region = aws::testing::Emulator::region(),
                      .endpoint = emulator().endpoint(),
                      .path_style = true};
  std::unique_ptr<aws::Client> s3 = emulator().client(s3_client_settings(settings));
  std::unique_ptr<Blobs> blobs;
};

std::shared_ptr<Blobs> open(const Surroundings& around) {
  const auto world = std::make_shared<World>(around);
  return {world, world->blobs.get()};
}

const auto backends = ::testing::Values(Backend{"s3", open});
INSTANTIATE_TEST_SUITE_P(S3, BlobContract, backends, ::testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(S3, MultipartContract, backends, ::testing::PrintToStringParamName());

}  // namespace
}  // namespace dailygrind::blob
