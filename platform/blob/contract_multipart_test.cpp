#include "platform/blob/contract.hpp"

namespace dailygrind::blob {
namespace {

TEST_P(MultipartContract, MakesABlobOfParts) {
  const auto upload = create("a b/v.mp4");
  EXPECT_FALSE(head("a b/v.mp4")) << "it exists once it is complete";
  const auto second = put_part(upload, 2, "the end");
  const auto first = put_part(upload, 1, large_);
  EXPECT_EQ(complete(upload, {first, second}), Completion::done);
  const auto info = head("a b/v.mp4");
  ASSERT_TRUE(info);
  EXPECT_EQ(info->content_type, "video/mp4");
  EXPECT_EQ(info->size, large_.size() + 7);
  const auto end = get("a b/v.mp4", {.first = large_.size() - 1});
  EXPECT_EQ(end.bytes, "lthe end");
  EXPECT_EQ(end.info.etag, info->etag);
}

TEST_P(MultipartContract, TakesTheLastOfAPartsVersions) {
  const auto upload = create("k");
  const auto old = put_part(upload, 1, "old");
  const auto fresh = put_part(upload, 1, "fresh");
  EXPECT_EQ(complete(upload, {old}), Completion::parts_differ);
  EXPECT_EQ(complete(upload, {fresh}), Completion::done);
  EXPECT_EQ(get("k").bytes, "fresh");
}

TEST_P(MultipartContract, NeedsAllItsParts) {
  const auto upload = create("k");
  const auto part = put_part(upload, 1, "only");
  auto missing = part;
  missing.number = 2;
  EXPECT_EQ(complete(upload, {part, missing}), Completion::parts_differ);
  EXPECT_EQ(complete(upload, {missing}), Completion::parts_differ);
  EXPECT_EQ(complete(upload, {}), Completion::parts_differ);
  EXPECT_FALSE(head("k"));
  EXPECT_EQ(complete(upload, {part}), Completion::done) << "the upload went on";
}

TEST_P(MultipartContract, RefusesAPartOfOtherBytes) {
  const auto upload = create("k");
  expect_refused(sign_part(upload, 1, "part"), "k", "pert");
  expect_refused(sign_part(upload, 1, "part"), "k", "parts");
  expect_refused(sign_part(upload, 1, "part"), "k", "");
  EXPECT_EQ(complete(upload, {{1, "\"x\"", Checksum::of("part")}}), Completion::parts_differ);
}

TEST_P(MultipartContract, RefusesAPartUnderAnotherNumber) {
  const auto upload = create("k");
  auto request = sign_part(upload, 1, "part");
  const auto at = request.url.find("partNumber=1");
  ASSERT_NE(at, std::string::npos) << request.url;
  request.url.replace(at, 12, "partNumber=2");
  expect_refused(request, "k", "part");
}

TEST_P(MultipartContract, RefusesAPartThatHasExpired) {
  const auto upload = create("k");
  clock_.advance(-std::chrono::hours{1});
  const auto request = sign_part(upload, 1, "part");
  clock_.reset();
  expect_refused(request, "k", "part");
}

TEST_P(MultipartContract, IsGoneOnceAborted) {
  const auto upload = create("k");
  const auto part = put_part(upload, 1, "part");
  run(blobs().abort_multipart_upload(upload));
  run(blobs().abort_multipart_upload(upload));
  EXPECT_EQ(complete(upload, {part}), Completion::no_such_upload);
  EXPECT_EQ(send(sign_part(upload, 1, "part"), "part").status, 404);
  EXPECT_FALSE(head("k"));
}

TEST_P(MultipartContract, KnowsNoUploadOfAnotherKey) {
  const auto upload = create("k");
  const auto part = put_part(upload, 1, "part");
  const Upload other{"other", upload.upload_id};
  EXPECT_EQ(complete(other, {part}), Completion::no_such_upload);
  run(blobs().abort_multipart_upload(other));
  EXPECT_EQ(complete(upload, {part}), Completion::done);
  const Upload none{"k", "../../none"};
  EXPECT_EQ(complete(none, {part}), Completion::no_such_upload);
  run(blobs().abort_multipart_upload(none));
}

TEST_P(MultipartContract, ListsNoUploads) {
  put_part(create("k"), 1, "part");
  EXPECT_TRUE(list({}).blobs.empty());
}

TEST_P(MultipartContract, RefusesWhatBreaksTheRules) {
  const auto upload = create("k");
  EXPECT_THROW(sign_part(upload, 0, "x"), std::logic_error);
  EXPECT_THROW(sign_part(upload, max_parts + 1, "x"), std::logic_error);
  EXPECT_THROW(create("a//b"), std::logic_error);
}

}  // namespace
}  // namespace dailygrind::blob
