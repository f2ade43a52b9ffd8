#include "services/post/known_places.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "platform/core/random.hpp"

namespace dailygrind::post {
namespace {

Place place_of(int number) { return {UserId{"author-" + std::to_string(number)}, "2026-11-23"}; }

struct PlacesKept : ::testing::Test {
  SeededRandom random{1};
  KnownPlaces places;

  PostId any_post() { return PostId{uuid_v7(Instant{}, random)}; }
  std::string author_of(const PostId& post) {
    const auto place = places.find(post);
    return place ? place->author.str() : "";
  }
};

TEST_F(PlacesKept, AreFoundAgain) {
  const auto one = any_post();
  const auto other = any_post();
  EXPECT_EQ(author_of(one), "");
  places.keep(one, place_of(1));
  EXPECT_EQ(author_of(other), "");
  places.keep(other, place_of(2));
  EXPECT_EQ(author_of(one), "author-1");
  EXPECT_EQ(author_of(other), "author-2");
  EXPECT_EQ(places.find(one)->day, "2026-11-23");
}

TEST_F(PlacesKept, TakeOneSlotHoweverOftenTheyAreKept) {
  std::vector<PostId> posts;
  for (int i = 0; i < 100; ++i) posts.push_back(any_post());
  for (int again = 0; again < 10; ++again) {
    for (int i = 0; i < 100; ++i) places.keep(posts[i], place_of(i));
  }
  int found = 0;
  for (int i = 0; i < 100; ++i) found += author_of(posts[i]) == place_of(i).author.str() ? 1 : 0;
  EXPECT_EQ(found, 100);
}

TEST_F(PlacesKept, AreBoundedAndThoseInUseStay) {
  const auto in_use = any_post();
  places.keep(in_use, place_of(0));
  std::vector<PostId> others;
  for (std::size_t i = 0; i < 4 * KnownPlaces::capacity; ++i) {
    others.push_back(any_post());
    places.keep(others.back(), place_of(1));
    ASSERT_EQ(author_of(in_use), "author-0") << i;
  }
  std::size_t found = 0;
  for (const auto& post : others) found += author_of(post).empty() ? 0 : 1;
  EXPECT_LT(found, KnownPlaces::capacity);
  EXPECT_GT(found, KnownPlaces::capacity / 2);
}

TEST_F(PlacesKept, MayBeAskedForByManyThreads) {
  std::vector<PostId> posts;
  for (int i = 0; i < 50; ++i) posts.push_back(any_post());
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 2000; ++i) {
        const int which = i * 7 % 50;
        places.keep(posts[which], place_of(which));
        const auto found = places.find(posts[which]);
        if (!found || found->author != place_of(which).author) ++wrong;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace dailygrind::post
