#include "platform/aws/testing/emulator.hpp"
#include "platform/store/contract.hpp"
#include "platform/store/dynamodb_store.hpp"

/// The contract of the store against a real or an emulated DynamoDB.
namespace dailygrind::store {
namespace {

using aws::testing::emulator;

/// Tables that are named after a folder, as other adapters' files lie in it.
struct Tables {
  aws::Client& dynamodb;
  DynamodbSettings settings;
};
Tables tables_for(const std::filesystem::path& folder) {
  static const auto dynamodb = emulator().client("dynamodb");
  Tables tables{
      *dynamodb,
      {.prefix = emulator().prefix(folder.filename().string()), .tables = {"things", "others"}}};
  testing::run(make_missing_tables(tables.dynamodb, tables.settings));
  return tables;
}

std::unique_ptr<Store> open_store(const Tables& tables, const Clock& clock) {
  return make_dynamodb_store(tables.dynamodb, clock, emulator().random(), emulator().metrics(),
                             tables.settings);
}

std::unique_ptr<Store> open(const std::filesystem::path& folder, const Clock& clock) {
  return open_store(tables_for(folder), clock);
}

Walked open_walked(const std::filesystem::path& folder, const Clock& clock) {
  const auto tables = tables_for(folder);
  return {open_store(tables, clock),
          make_dynamodb_walker(tables.dynamodb, clock, emulator().random(), emulator().metrics(),
                               tables.settings)};
}

const auto backends = ::testing::Values(Backend{"dynamodb", open});
INSTANTIATE_TEST_SUITE_P(Dynamodb, WalkerContract,
                         ::testing::Values(WalkedBackend{"dynamodb", open_walked}),
                         ::testing::PrintToStringParamName());
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
