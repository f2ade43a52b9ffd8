#include "platform/aws/testing/from_environment.hpp"
#include "platform/blob/contract.hpp"
#include "platform/blob/s3_blobs.hpp"

/// The contract of blobs against a real or an emulated S3: DAILYGRIND_TEST_AWS_ENDPOINT is its
/// address, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are keys that may make and use buckets
/// whose names begin with `dailygrind-test-`. The buckets are left there.
namespace dailygrind::blob {
namespace {

/// An adapter and what it is made of.
struct World {
  explicit World(const Surroundings& around)
      : settings{.bucket = "dailygrind-test-" + bucket_part(),
                 .region = aws::testing::region,
                 .endpoint = aws::testing::endpoint(),
                 .path_style = true},
        s3(aws::make_client({around.http, keys, system, random, metrics},
                            s3_client_settings(settings))),
        blobs(make_s3_blobs({*s3, keys, around.clock}, settings)) {
    testing::run(around.loop, make_bucket());
  }

  Task<> make_bucket() {
    aws::Request request{
        .operation = "CreateBucket", .method = http::Method::put, .path = "/" + settings.bucket};
    co_await s3->send(std::move(request));
  }
  /// Names of buckets have no capitals.
  std::string bucket_part() {
    const auto checksum = Checksum::of(random.token(18));
    return checksum.hex().substr(0, 16);
  }

  aws::testing::KeysOfEnvironment keys;
  SystemClock system;
  SystemRandom random;
  metrics::Registry metrics;
  const S3Settings settings;
  std::unique_ptr<aws::Client> s3;
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
