#include "platform/testing/fault_store.hpp"

#include <gtest/gtest.h>

#include "platform/store/memory_store.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::testing {
namespace {

using store::Key;
using store::Put;
using Call = FaultStore::Call;

class FaultStoreTest : public ::testing::Test {
 protected:
  store::WriteResult put(const std::string& sort) {
    return run(faulty_.write({Put{{{"t", "p", sort}}}}));
  }
  bool exists(const std::string& sort) { return run(memory_.get({"t", "p", sort})) != nullptr; }

  AdjustableClock clock_;
  store::MemoryStore memory_{clock_};
  FaultStore faulty_{memory_};
};

TEST_F(FaultStoreTest, FailsTheNthCallOnly) {
  faulty_.fail(Call::write, 2);
  EXPECT_TRUE(put("1"));
  EXPECT_THROW(put("2"), Problem);
  EXPECT_TRUE(put("3"));
  EXPECT_FALSE(exists("2"));
  EXPECT_EQ(faulty_.count(Call::write), 3U);
}

TEST_F(FaultStoreTest, FailsUntilReset) {
  faulty_.fail_always(Call::get);
  EXPECT_THROW(run(faulty_.get({"t", "p", "1"})), Problem);
  EXPECT_THROW(run(faulty_.get({"t", "p", "1"})), Problem);
  faulty_.reset();
  EXPECT_EQ(run(faulty_.get({"t", "p", "1"})), nullptr);
}

TEST_F(FaultStoreTest, FailsAfterTheWriteHappened) {
  faulty_.fail_after_write(1);
  EXPECT_THROW(put("1"), Problem);
  EXPECT_TRUE(exists("1"));
}

TEST_F(FaultStoreTest, RefusesWithoutWriting) {
  faulty_.refuse_write(1, {.index = 3});
  const auto result = put("1");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().index, 3U);
  EXPECT_FALSE(exists("1"));
}

TEST_F(FaultStoreTest, LetsAnotherCallComeFirst) {
  faulty_.delay(Call::get, 1, [&]() -> Task<void> {
    std::vector<store::Write> writes;
    writes.emplace_back(Put{{{"t", "p", "1"}}});
    co_await memory_.write(std::move(writes));
  });
  EXPECT_NE(run(faulty_.get({"t", "p", "1"})), nullptr);
}

}  // namespace
}  // namespace dailygrind::testing
