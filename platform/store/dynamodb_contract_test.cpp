#include "platform/aws/testing/emulator.hpp"
#include "platform/store/contract.hpp"
#include "platform/store/dynamodb_store.hpp"

/// The contract of the store against a real or an emulated DynamoDB.
namespace dailygrind::store {
namespace {

using aws::testing::emulator;

/// With tables that are named after `folder`, as other adapters' files lie in it.
std::unique_ptr<Store> open(const std::filesystem::path& folder, const Clock& clock) {
  static const auto dynamodb = emulator().client("dynamodb");
  const DynamodbSettings settings{.prefix = emulator().prefix(folder.filename().string()),
                                  .tables = {"things", "others"}};
  testing::run(make_missing_tables(*dynamodb, settings));
  return make_dynamodb_store(*dynamodb, clock, emulator().random(), emulator().metrics(), settings);
}

const auto backends = ::testing::Values(Backend{"dynamodb", open});
INSTANTIATE_TEST_SUITE_P(Dynamodb, StoreContract, backends, ::testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(Dynamodb, StoreQueries, backends, ::testing::PrintToStringParamName());

class DynamodbProperty : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(DynamodbProperty, AnswersAsTheMemoryDoes) {
  AdjustableClock clock;
  const auto store = open("property", clock);
  expect_answers_of_memory(*store, clock, GetParam(), 500);
}

INSTANTIATE_TEST_SUITE_P(Seeds, DynamodbProperty, ::testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace dailygrind::store
