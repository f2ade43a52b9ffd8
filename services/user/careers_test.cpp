#include "services/user/careers.hpp"
#include "platform/describe/json_write.hpp"
#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::run;

struct Careers : ::testing::Test {
  World world;
  const Call ada = World::call("ada");
  void SetUp() override { world.create("ada"); }

  static JobInput job(const std::string& id, const std::string& title = "Analyst") {
    return {.job_id = JobId{id}, .job_title = title, .company_name = "Engine"};
  }
};

TEST_F(Careers, AJobIsAddedReplacedAndDeleted) {
  const auto made = run(add_job(world.users, ada, {.job_title = "A", .company_name = "B"}));
  EXPECT_TRUE(made.is_new);
  EXPECT_TRUE(is_uuid(made.body.job_id.str()));
  EXPECT_EQ(made.location, "/users/me/jobs/" + made.body.job_id.str());
  const auto id = made.body.job_id;
  EXPECT_EQ(run(replace_job(world.users, ada, id, {}, job("ignored", "C"))).job_title, "C");
  EXPECT_EQ(run(my_jobs(world.users, ada, {})).items.front().job_title, "C");
  run(delete_job(world.users, ada, id));
  run(delete_job(world.users, ada, id));
  EXPECT_THAT(run(my_jobs(world.users, ada, {})).items, IsEmpty());
  EXPECT_EQ(status_of(replace_job(world.users, ada, id, {}, job("x"))), 404);
  EXPECT_EQ(run(world.users.repository.profile(UserId{"ada"})).number_of_jobs, 0);
}

TEST_F(Careers, AnEducationIsAddedReplacedAndDeleted) {
  const EducationId id{"school"};
  EXPECT_TRUE(
      run(add_education(world.users, ada, {.education_id = id, .institution = "A"})).is_new);
  EXPECT_EQ(run(replace_education(world.users, ada, id, {}, {.institution = "B"})).institution,
            "B");
  EXPECT_THAT(run(my_education(world.users, ada, {})).items,
              ElementsAre(Education{.education_id = id, .institution = "B"}));
  run(delete_education(world.users, ada, id));
  EXPECT_THAT(run(my_education(world.users, ada, {})).items, IsEmpty());
}

TEST_F(Careers, AChosenIdMakesTheCallIdempotent) {
  EXPECT_TRUE(run(add_job(world.users, ada, job("j"))).is_new);
  EXPECT_FALSE(run(add_job(world.users, ada, job("j"))).is_new);
  EXPECT_EQ(code_of(add_job(world.users, ada, job("j", "Other"))), "id-taken");
  EXPECT_EQ(run(my_jobs(world.users, ada, {})).items.size(), 1U);
}

TEST_F(Careers, TheSameIdOfSomebodyElseIsAnotherJob) {
  world.create("bob");
  const Call bob = World::call("bob");
  run(add_job(world.users, ada, job("j")));
  EXPECT_TRUE(run(add_job(world.users, bob, job("j", "Other"))).is_new);
  run(delete_job(world.users, bob, JobId{"j"}));
  EXPECT_EQ(run(my_jobs(world.users, ada, {})).items.size(), 1U);
}

TEST_F(Careers, AKeyMakesTheCallRepeatable) {
  Call call = ada;
  call.idempotency_key = "k";
  call.fingerprint = "f";
  const JobInput input{.job_title = "A", .company_name = "B"};
  const auto first = run(add_job(world.users, call, input));
  EXPECT_EQ(run(add_job(world.users, call, input)).body.job_id, first.body.job_id);
  EXPECT_EQ(run(my_jobs(world.users, ada, {})).items.size(), 1U);
  run(delete_job(world.users, ada, first.body.job_id));
  EXPECT_EQ(code_of(add_job(world.users, call, input)), "already-deleted");
}

TEST_F(Careers, TwoRacingCallsWithOneKeyMakeOneJob) {
  Call call = ada;
  call.idempotency_key = "k";
  call.fingerprint = "f";
  std::vector<Task<Created<Job>>> tasks;
  for (int count = 0; count < 5; ++count) {
    tasks.push_back(add_job(world.users, call, {.job_title = "A", .company_name = "B"}));
  }
  std::set<std::string> ids;
  for (const auto& made : testing::run_all(std::move(tasks))) ids.insert(made.body.job_id.str());
  EXPECT_EQ(ids.size(), 1U);
  EXPECT_EQ(run(my_jobs(world.users, ada, {})).items.size(), 1U);
}

TEST_F(Careers, ThereAreAtMostAHundredHoweverManyRace) {
  std::vector<Task<int>> tasks;
  for (int count = 0; count < 120; ++count) {
    tasks.push_back([](World& world, const Call& ada) -> Task<int> {
      try {
        co_await add_job(world.users, ada, {.job_title = "A", .company_name = "B"});
      } catch (const Problem& problem) {
        co_return problem.status();
      }
      co_return 201;
    }(world, ada));
  }
  const auto statuses = testing::run_all(std::move(tasks));
  EXPECT_EQ(std::ranges::count(statuses, 201), 100);
  EXPECT_EQ(std::ranges::count(statuses, 409), 20);
  EXPECT_EQ(run(my_jobs(world.users, ada, {.limit = 100})).items.size(), 100U);
  EXPECT_EQ(code_of(add_job(world.users, ada, job("j"))), "limit-reached");
}

TEST_F(Careers, ReplacingHonoursIfMatch) {
  const auto id = run(add_job(world.users, ada, job("j"))).body.job_id;
  const auto tag =
      api::etag_of_bytes(describe::to_json(run(my_jobs(world.users, ada, {})).items[0]));
  run(replace_job(world.users, ada, id, {tag}, job("j", "Second")));
  EXPECT_EQ(status_of(replace_job(world.users, ada, id, {tag}, job("j", "Third"))), 412);
  EXPECT_EQ(run(my_jobs(world.users, ada, {})).items[0].job_title, "Second");
  EXPECT_EQ(run(replace_job(world.users, ada, id, {"*"}, job("j", "Third"))).job_title, "Third");
}

TEST_F(Careers, OfConditionalReplacementsThatRaceOneWins) {
  const auto id = run(add_job(world.users, ada, job("j"))).body.job_id;
  const auto tag =
      api::etag_of_bytes(describe::to_json(run(my_jobs(world.users, ada, {})).items[0]));
  std::vector<Task<int>> tasks;
  for (int count = 0; count < 5; ++count) {
    tasks.push_back([](World& world, const Call& ada, JobId id, std::string tag,
                       std::string title) -> Task<int> {
      try {
        co_await replace_job(world.users, ada, id, {tag}, job("j", title));
      } catch (const Problem& problem) {
        co_return problem.status();
      }
      co_return 200;
    }(world, ada, id, tag, std::to_string(count)));
  }
  const auto statuses = testing::run_all(std::move(tasks));
  EXPECT_EQ(std::ranges::count(statuses, 200), 1);
  EXPECT_EQ(std::ranges::count(statuses, 412), 4);
}

TEST_F(Careers, NeedAProfile) {
  const Call newcomer = World::call("newcomer");
  EXPECT_EQ(code_of(add_job(world.users, newcomer, job("j"))), "no-profile");
  EXPECT_EQ(status_of(replace_job(world.users, newcomer, JobId{"j"}, {}, job("j"))), 404);
  EXPECT_EQ(status_of(delete_job(world.users, newcomer, JobId{"j"})), 0);
  EXPECT_THAT(run(my_jobs(world.users, newcomer, {})).items, IsEmpty());
}

TEST_F(Careers, AreListedNewestFirstPageByPage) {
  const std::pair<const char*, const char*> dates[] = {{"a", "2019"},       {"b", "2021-03"},
                                                       {"c", ""},           {"d", "2021"},
                                                       {"e", "2021-03-05"}, {"f", "2019"}};
  for (const auto& [id, date] : dates) {
    auto input = job(id);
    if (*date != '\0') input.start_date = date;
    run(add_job(world.users, ada, input));
  }
  for (const std::size_t limit : {1U, 2U, 4U, 50U}) {
    const auto jobs = all_pages(
        limit, [&](api::Page page) { return my_jobs(world.users, ada, std::move(page)); });
    std::string order;
    for (const auto& entry : jobs) order += entry.job_id.str();
    EXPECT_EQ(order, "ebdafc");
  }
  EXPECT_EQ(status_of(my_jobs(world.users, ada, {.after = "nonsense"})), 422);
}

}  // namespace
}  // namespace dailygrind::user
