// What the adapter asks of S3, what it signs, and what it makes of answers that no emulator gives.
#include "platform/blob/s3_blobs.hpp"

#include <gmock/gmock.h>

#include "platform/aws/testing/scripted_client.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::blob {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

struct FixedKeys final : aws::CredentialsSource {
  Task<aws::Credentials> get() override { co_return keys; }
  void forget(const aws::Credentials& /*refused*/) override {}

  aws::Credentials keys{
      .access_key_id = "AKIDEXAMPLE", .secret_access_key = "secret", .session_token = "token"};
};

class S3BlobsTest : public ::testing::Test {
 protected:
  S3BlobsTest() { clock_.freeze(parse_rfc3339("2026-11-26T12:00:00Z").value()); }

  template <typename T>
  T run(Task<T> task) {
    return testing::run(std::move(task));
  }
  [[nodiscard]] std::unique_ptr<Blobs> blobs(bool path_style = false) {
    return make_s3_blobs({s3_, keys_, clock_}, settings(path_style));
  }
  static S3Settings settings(bool path_style) {
    return {.bucket = "media",
            .region = "eu-central-1",
            .endpoint = "https://s3.eu-central-1.amazonaws.com",
            .path_style = path_style};
  }
  static UploadTerms terms() {
    return {.key = key,
            .content_type = "image/png",
            .size = 7,
            .sha256 = Checksum::of("picture"),
            .lifetime = std::chrono::seconds{900}};
  }
  void answer(std::string body, http::HeaderList headers = {}) {
    s3_.answers.emplace_back(http::ClientResponse{
        .status = 200, .headers = std::move(headers), .body = std::move(body)});
  }
  void refuse(const std::string& code, int status = 400) {
    s3_.answers.emplace_back(aws::Error{code, status, "s3: " + code});
  }
  static std::string signature_of(const SignedRequest& request) {
    return request.url.substr(request.url.rfind('=') + 1);
  }
  [[nodiscard]] const aws::testing::SeenCall& request() const { return s3_.calls.back(); }

  static constexpr const char* key = "a b/c+é.png";
  aws::testing::ScriptedClient s3_;
  FixedKeys keys_;
  AdjustableClock clock_;
};

// The URLs are those of botocore 1.44.5, generate_presigned_url, for the same terms.
TEST_F(S3BlobsTest, SignsUploadsAsBotocoreDoes) {
  const std::string query =
      "/a%20b/c%2B%C3%A9.png?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F"
      "20261126%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20261126T120000Z&X-Amz-Expires=900&"
      "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256&"
      "X-Amz-Security-Token=token&X-Amz-Signature=";
  const auto request = run(blobs()->sign_put(terms()));
  EXPECT_EQ(request.url, "https://media.s3.eu-central-1.amazonaws.com" + query +
                             "994a724ecbf3e7cfe284783b319fe525a90a0b73e1618f19315a94dc03ce1606");
  EXPECT_EQ(run(blobs(true)->sign_put(terms())).url,
            "https://s3.eu-central-1.amazonaws.com/media" + query +
                "f15b1ffd673f15e1aaf96b3aeed71ea8afa4deced1c1c7fea9ec4d6cd4aef402");
  EXPECT_EQ(request.method, http::Method::put);
  EXPECT_THAT(request.headers,
              ElementsAre(Pair("Content-Type", "image/png"),
                          Pair("x-amz-checksum-sha256", Checksum::of("picture").base64())));
}

TEST_F(S3BlobsTest, SignsDownloadsAndPartsAsBotocoreDoes) {
  EXPECT_EQ(signature_of(run(blobs()->sign_get(key, std::chrono::seconds{900}))),
            "59f7926a60ab311f2c60165c87ecfadcb6ec49425c85b4ba57412aeaca407905");
  EXPECT_EQ(signature_of(run(blobs()->sign_part(
                {key, "id/1"}, {.number = 2, .size = 7, .sha256 = Checksum::of("picture")}))),
            "32a8b0bd01dc254bfcbf84f6d82fadf94223ddc5b2592603a0bea303cb4a1ca2");
}

TEST_F(S3BlobsTest, SaysWhenUrlsExpire) {
  const auto now = clock_.now();
  EXPECT_EQ(run(blobs()->sign_put(terms())).expires_at, now + std::chrono::seconds{900});
  keys_.keys.expires = now + std::chrono::seconds{60};
  EXPECT_EQ(run(blobs()->sign_put(terms())).expires_at, keys_.keys.expires);
}

TEST_F(S3BlobsTest, PutsTheBucketInHostOrPath) {
  EXPECT_EQ(s3_client_settings(settings(false)).endpoint,
            "https://media.s3.eu-central-1.amazonaws.com");
  EXPECT_EQ(s3_client_settings(settings(true)).endpoint, "https://s3.eu-central-1.amazonaws.com");
  answer("");
  run(blobs()->put(key, "image/png", "picture"));
  EXPECT_EQ(request().path, "/a%20b/c%2B%C3%A9.png");
  answer("");
  run(blobs(true)->put(key, "image/png", "picture"));
  EXPECT_EQ(request().path, "/media/a%20b/c%2B%C3%A9.png");
}

TEST_F(S3BlobsTest, LetsS3CheckWhatItPuts) {
  answer("");
  run(blobs()->put("k", "image/png", "picture"));
  EXPECT_THAT(request().headers,
              ElementsAre(Pair("Content-Type", "image/png"),
                          Pair("x-amz-checksum-sha256", Checksum::of("picture").base64())));
  answer("<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>");
  EXPECT_EQ(run(blobs()->create_multipart_upload("k", "video/mp4")).upload_id, "id");
  EXPECT_THAT(request().headers, ElementsAre(Pair("Content-Type", "video/mp4"),
                                             Pair("x-amz-checksum-algorithm", "SHA256")));
}

TEST_F(S3BlobsTest, CompletesWithTagsAndChecksums) {
  answer("<CompleteMultipartUploadResult/>");
  const auto sha256 = Checksum::of("part");
  EXPECT_EQ(run(blobs()->complete_multipart_upload({"k", "i/d"}, {{1, "\"<tag>\"", sha256}})),
            Completion::done);
  EXPECT_EQ(request().query, "uploadId=i%2Fd");
  EXPECT_THAT(request().body,
              HasSubstr("<Part><PartNumber>1</PartNumber><ETag>\"&lt;tag&gt;\"</ETag>"
                        "<ChecksumSHA256>" +
                        sha256.base64() + "</ChecksumSHA256></Part>"));
}

TEST_F(S3BlobsTest, KnowsWhyPartsAreRefused) {
  const std::vector<Part> parts{{1, "\"x\"", {}}};
  const auto complete = [&] { return run(blobs()->complete_multipart_upload({"k", "id"}, parts)); };
  for (const auto* code : {"InvalidPart", "InvalidPartOrder", "EntityTooSmall"}) {
    refuse(code);
    EXPECT_EQ(complete(), Completion::parts_differ) << code;
  }
  refuse("NoSuchUpload", 404);
  EXPECT_EQ(complete(), Completion::no_such_upload);
}

TEST_F(S3BlobsTest, HearsOfLateFailures) {
  const auto complete = [&] {
    return run(blobs()->complete_multipart_upload({"k", "id"}, {{1, "\"x\"", {}}}));
  };
  answer("  \n<?xml version=\"1.0\"?><Error><Code>InvalidPart</Code></Error>");
  EXPECT_EQ(complete(), Completion::parts_differ);
  answer("<Error><Code>InternalError</Code><Message>We failed</Message></Error>");
  EXPECT_THROW(complete(), Problem);
  for (const auto* body : {"", "  \n", "<html/>", "<CompleteMultipartUploadResult>"}) {
    answer(body);
    EXPECT_THROW(complete(), Problem) << body << " says nothing of the upload";
  }
  answer(" <CompleteMultipartUploadResult/>");
  EXPECT_EQ(complete(), Completion::done);
}

TEST_F(S3BlobsTest, AsksNothingOfWhatCannotBe) {
  const std::vector<std::vector<Part>> wrong{{},
                                             {{0, "\"x\"", {}}},
                                             {{10'001, "\"x\"", {}}},
                                             {{1, "", {}}},
                                             {{1, "\n", {}}},
                                             {{2, "\"x\"", {}}, {1, "\"x\"", {}}}};
  for (const auto& parts : wrong) {
    EXPECT_EQ(run(blobs()->complete_multipart_upload({"k", "id"}, parts)),
              Completion::parts_differ);
  }
  EXPECT_EQ(run(blobs()->complete_multipart_upload({"k", ""}, {{1, "\"x\"", {}}})),
            Completion::no_such_upload);
  run(blobs()->abort_multipart_upload({"k", ""}));
  EXPECT_THROW(run(blobs()->sign_part({"k", ""}, {})), std::logic_error);
  EXPECT_TRUE(s3_.calls.empty());
}

TEST_F(S3BlobsTest, AsksForNoMoreThanThereCanBe) {
  refuse("InvalidRange", 416);
  answer("", {{"Content-Length", "5"}, {"ETag", "\"tag\""}});
  constexpr auto far = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(run(blobs()->get("k", {.first = far})).value().bytes, "");
  EXPECT_THAT(s3_.calls.at(0).headers,
              ::testing::Contains(::testing::Pair("Range",
                                                  "bytes=18446744073709551615-"
                                                  "18446744073709551615")));
}

TEST_F(S3BlobsTest, TakesNoBlobForAnError) {
  const std::string bytes = "<Error><Code>NoSuchKey</Code></Error>";
  answer(bytes, {{"Content-Type", "application/xml"}, {"Content-Length", "37"}});
  EXPECT_EQ(run(blobs()->get("k")).value().bytes, bytes);
}

TEST_F(S3BlobsTest, ReadsWhatS3SaysOfABlob) {
  answer("", {{"Content-Length", "5"},
              {"Content-Type", "image/png"},
              {"ETag", "\"tag\""},
              {"Last-Modified", "Thu, 26 Nov 2026 11:00:00 GMT"},
              {"x-amz-checksum-sha256", Checksum::of("x").base64() + "-2"}});
  const auto info = run(blobs()->head("k")).value();
  EXPECT_EQ(info.size, 5);
  EXPECT_EQ(info.last_modified, parse_rfc3339("2026-11-26T11:00:00Z"));
  EXPECT_FALSE(info.sha256) << "that of its parts is none of its bytes";
}

TEST_F(S3BlobsTest, ReadsLists) {
  answer(
      "<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>a+b/%C3%A9%2B</Key>"
      "<Size>7</Size><ETag>&quot;t&quot;</ETag><LastModified>2026-11-26T11:00:00.000Z"
      "</LastModified></Contents></ListBucketResult>");
  const auto page = run(blobs()->list({.prefix = "a b/", .after = "a b/+", .limit = 1}));
  EXPECT_EQ(request().query,
            "list-type=2&encoding-type=url&max-keys=1&prefix=a%20b%2F&start-after=a%20b%2F%2B");
  ASSERT_EQ(page.blobs.size(), 1);
  EXPECT_EQ(page.blobs[0].key, "a b/é+");
  EXPECT_EQ(page.blobs[0].size, 7);
  EXPECT_EQ(page.blobs[0].etag, "\"t\"");
  EXPECT_EQ(page.blobs[0].last_modified, parse_rfc3339("2026-11-26T11:00:00Z"));
  EXPECT_EQ(page.next, "a b/é+");
}

TEST_F(S3BlobsTest, IsUnavailableWhereS3SaysNonsense) {
  for (const auto* body :
       {"", "<", "{}", "<Other/>", "<ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<ListBucketResult><Contents><Key>%z</Key><Size>1</Size></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Size>x</Size></Contents></ListBucketResult>"}) {
    answer(body);
    EXPECT_THROW(run(blobs()->list({})), Problem) << body;
  }
  answer("<InitiateMultipartUploadResult/>");
  EXPECT_THROW(run(blobs()->create_multipart_upload("k", "video/mp4")), Problem);
}

TEST_F(S3BlobsTest, SaysWhatToDo) {
  const auto cause_of = [&](const std::string& code) {
    refuse(code, 403);
    try {
      run(blobs()->put("k", "image/png", "x"));
    } catch (const Problem& problem) {
      EXPECT_EQ(problem.status(), 503);
      return std::string{problem.what()};
    }
    return std::string{};
  };
  EXPECT_THAT(cause_of("AccessDenied"), HasSubstr("s3:PutObject"));
  EXPECT_THAT(cause_of("NoSuchBucket"), HasSubstr("make the bucket"));
  EXPECT_THAT(cause_of("PermanentRedirect"), HasSubstr("another region"));
  EXPECT_THAT(cause_of("SlowDown"), HasSubstr("SlowDown"));
  refuse("InvalidRequest");
  EXPECT_THROW(run(blobs()->put("k", "image/png", "x")), std::logic_error);
}

TEST_F(S3BlobsTest, TellsAnAbsentBlobFromAnAbsentBucket) {
  refuse("NoSuchKey", 404);
  EXPECT_FALSE(run(blobs()->get("k")));
  refuse("", 404);
  EXPECT_FALSE(run(blobs()->head("k")));
  refuse("NoSuchBucket", 404);
  EXPECT_THROW(run(blobs()->get("k")), Problem);
}

}  // namespace
}  // namespace dailygrind::blob
