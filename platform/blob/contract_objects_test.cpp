#include "platform/blob/contract.hpp"

namespace dailygrind::blob {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_P(BlobContract, GivesBackWhatWasPut) {
  put("a/b.png", "bytes", "image/png");
  const auto blob = get("a/b.png");
  EXPECT_EQ(blob.bytes, "bytes");
  EXPECT_EQ(blob.info.content_type, "image/png");
  EXPECT_EQ(blob.info.size, 5);
  const auto info = head("a/b.png");
  ASSERT_TRUE(info);
  EXPECT_EQ(info->size, 5);
  EXPECT_EQ(info->content_type, "image/png");
  EXPECT_EQ(info->sha256, Checksum::of("bytes"));
  EXPECT_EQ(info->etag, blob.info.etag);
  EXPECT_TRUE(info->etag.starts_with('"') && info->etag.ends_with('"')) << info->etag;
  EXPECT_LT(SystemClock{}.now() - info->last_modified, std::chrono::minutes{1});
}

TEST_P(BlobContract, KnowsWhatIsAbsent) {
  EXPECT_FALSE(head("none"));
  EXPECT_FALSE(run(blobs().get("none")));
  put("a/b", "x");
  EXPECT_FALSE(head("a"));
  EXPECT_FALSE(head("a/b/c"));
}

TEST_P(BlobContract, ReplacesWholly) {
  put("k", "first", "text/plain");
  const auto before = head("k");
  put("k", "second one", "image/gif");
  const auto after = get("k");
  EXPECT_EQ(after.bytes, "second one");
  EXPECT_EQ(after.info.content_type, "image/gif");
  EXPECT_NE(after.info.etag, before.value().etag);
}

TEST_P(BlobContract, HoldsZeroBytes) {
  put("empty", "");
  const auto blob = get("empty");
  EXPECT_EQ(blob.info.size, 0);
  EXPECT_EQ(blob.bytes, "");
  EXPECT_EQ(head("empty").value().sha256, Checksum::of(""));
}

TEST_P(BlobContract, HoldsAnyBytesUpToItsLimit) {
  std::string bytes(max_call_bytes, '\0');
  for (std::size_t at = 0; at < bytes.size(); ++at)
    bytes[at] = static_cast<char>(at * 7 + at / 251);
  put("large", bytes);
  EXPECT_TRUE(get("large").bytes == bytes);
  EXPECT_THROW(put("large", bytes + "x"), std::logic_error);
}

TEST_P(BlobContract, ReadsRanges) {
  put("k", "0123456789");
  EXPECT_EQ(get("k", {.first = 3, .size = 4}).bytes, "3456");
  EXPECT_EQ(get("k", {.first = 8, .size = 100}).bytes, "89");
  EXPECT_EQ(get("k", {.first = 0, .size = 1}).bytes, "0");
  EXPECT_EQ(get("k", {.first = 3, .size = 4}).info.size, 10);
}

TEST_P(BlobContract, HasNothingBehindTheEnd) {
  put("k", "0123456789");
  for (const Range range : {Range{10, 1}, Range{99, 5}, Range{0, 0}, Range{10}}) {
    const auto blob = get("k", range);
    EXPECT_EQ(blob.bytes, "") << range.first;
    EXPECT_EQ(blob.info.size, 10) << range.first;
    EXPECT_EQ(blob.info.content_type, "text/plain") << range.first;
  }
}

TEST_P(BlobContract, RemovesTwice) {
  put("a/b", "x");
  put("a/c", "y");
  run(blobs().remove("a/b"));
  EXPECT_FALSE(head("a/b"));
  run(blobs().remove("a/b"));
  run(blobs().remove("never/was"));
  EXPECT_EQ(get("a/c").bytes, "y");
}

TEST_P(BlobContract, TellsOddKeysApart) {
  for (const auto& key : odd_keys) put(key, "of " + key);
  for (const auto& key : odd_keys) EXPECT_EQ(get(key).bytes, "of " + key) << key;
  auto sorted = odd_keys;
  std::ranges::sort(sorted);
  EXPECT_EQ(keys({}), sorted);
  for (const auto& key : odd_keys) run(blobs().remove(key));
  EXPECT_THAT(keys({}), IsEmpty());
}

TEST_P(BlobContract, HoldsTheLongestKey) {
  std::string key;
  while (key.size() + max_key_segment_bytes + 1 < max_key_bytes) {
    key += std::string(max_key_segment_bytes, 'k') + "/";
  }
  key += std::string(max_key_bytes - key.size(), 'k');
  put(key, "x");
  EXPECT_EQ(get(key).bytes, "x");
  EXPECT_THAT(keys({}), ElementsAre(key));
}

TEST_P(BlobContract, ListsInTheOrderOfBytes) {
  for (const char* key : {"b", "a/c", "a", "a-b", "a/b/c", "a.b", "é", "B", "a/z", "ab"}) {
    put(key, key);
  }
  EXPECT_THAT(keys({}), ElementsAre("B", "a", "a-b", "a.b", "a/b/c", "a/c", "a/z", "ab", "b", "é"));
  EXPECT_THAT(keys({.prefix = "a/"}), ElementsAre("a/b/c", "a/c", "a/z"));
  EXPECT_THAT(keys({.prefix = "a"}), ElementsAre("a", "a-b", "a.b", "a/b/c", "a/c", "a/z", "ab"));
  EXPECT_THAT(keys({.prefix = "a/b"}), ElementsAre("a/b/c"));
  EXPECT_THAT(keys({.prefix = "none/"}), IsEmpty());
  EXPECT_THAT(keys({.after = "a/b"}), ElementsAre("a/b/c", "a/c", "a/z", "ab", "b", "é"));
  EXPECT_THAT(keys({.prefix = "a/", .after = "a/c"}), ElementsAre("a/z"));
  EXPECT_THAT(keys({.prefix = "a/", .after = "zzz"}), IsEmpty());
}

TEST_P(BlobContract, ListsPageByPage) {
  for (const char* key : {"p/1", "p/2 +", "p/3/x", "p/4", "p/5", "q"}) put(key, key);
  std::vector<std::string> seen;
  ListQuery query{.prefix = "p/", .limit = 2};
  for (int pages = 1;; ++pages) {
    const auto page = list(query);
    for (const auto& blob : page.blobs) seen.push_back(blob.key);
    ASSERT_LE(page.blobs.size(), 2);
    if (!page.next) {
      EXPECT_EQ(pages, 3);
      break;
    }
    query.after = *page.next;
  }
  EXPECT_THAT(seen, ElementsAre("p/1", "p/2 +", "p/3/x", "p/4", "p/5"));
  query = {.prefix = "p/", .limit = 5};
  EXPECT_FALSE(list(query).next) << "a page that is just full is the last one";
}

TEST_P(BlobContract, ListsWhatBlobsAre) {
  put("k", "12345");
  const auto page = list({});
  ASSERT_EQ(page.blobs.size(), 1);
  EXPECT_EQ(page.blobs[0].size, 5);
  EXPECT_EQ(page.blobs[0].etag, head("k").value().etag);
  EXPECT_LT(SystemClock{}.now() - page.blobs[0].last_modified, std::chrono::minutes{1});
}

TEST_P(BlobContract, LetsOneOfManyWritersWin) {
  std::vector<Task<>> writers;
  for (std::size_t n = 1; n <= 20; ++n) {
    writers.push_back(blobs().put("k", "text/" + std::to_string(n), std::string(n * 1000, 'a')));
  }
  testing::run_all(loop_, std::move(writers));
  const auto blob = get("k");
  EXPECT_EQ(blob.info.content_type, "text/" + std::to_string(blob.bytes.size() / 1000));
  EXPECT_EQ(head("k").value().sha256, Checksum::of(blob.bytes));
}

TEST_P(BlobContract, RefusesWhatBreaksTheRules) {
  for (const char* key :
       {"", "/a", "a/", "a//b", "..", "a/../b", "a/./b", "a\nb", "a\x7f", "\xff"}) {
    EXPECT_THROW(head(key), std::logic_error) << key;
    EXPECT_THROW(put(key, "x"), std::logic_error) << key;
    EXPECT_THROW(sign_get(key), std::logic_error) << key;
  }
  EXPECT_THROW(put("k", "x", "none"), std::logic_error);
  EXPECT_THROW(put("k", "x", "text/plain\r\nX: y"), std::logic_error);
  EXPECT_THROW(list({.limit = 0}), std::logic_error);
  EXPECT_THROW(list({.limit = 1001}), std::logic_error);
  EXPECT_THROW(run(blobs().sign_get("k", std::chrono::seconds{0})), std::logic_error);
  EXPECT_THROW(run(blobs().sign_get("k", std::chrono::days{8})), std::logic_error);
}

}  // namespace
}  // namespace dailygrind::blob
