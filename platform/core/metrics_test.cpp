#include "platform/core/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace dailygrind::metrics {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Registry, WritesCountersWithHelpAndType) {
  Registry registry;
  registry.counter("jobs_total", "Jobs done.", {{"kind", "mail"}}).add(3);
  registry.counter("jobs_total", "Jobs done.", {{"kind", "seed"}}).add();
  EXPECT_EQ(registry.text(),
            "# HELP jobs_total Jobs done.\n"
            "# TYPE jobs_total counter\n"
            "jobs_total{kind=\"mail\"} 3\n"
            "jobs_total{kind=\"seed\"} 1\n");
}

TEST(Registry, WritesGauges) {
  Registry registry;
  auto& gauge = registry.gauge("open", "Open things.");
  gauge.set(5);
  gauge.add(-7);
  EXPECT_THAT(registry.text(), HasSubstr("# TYPE open gauge\nopen -2\n"));
}

TEST(Registry, WritesCumulativeBuckets) {
  Registry registry;
  auto& histogram = registry.histogram("wait_seconds", "Waiting.", {{"route", "/a"}});
  histogram.observe(0.00005);  // a bound belongs to its bucket
  histogram.observe(0.002);
  histogram.observe(0.002);
  histogram.observe(11);
  const auto text = registry.text();
  EXPECT_THAT(text, HasSubstr("# TYPE wait_seconds histogram\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{route=\"/a\",le=\"5e-05\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{route=\"/a\",le=\"0.001\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{route=\"/a\",le=\"0.0025\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{route=\"/a\",le=\"10\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{route=\"/a\",le=\"+Inf\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_count{route=\"/a\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_sum{route=\"/a\"} 11.00405\n"));
}

TEST(Histogram, PutsNegativeDurationsIntoTheFirstBucket) {
  Histogram histogram;
  histogram.observe(-1);
  EXPECT_EQ(histogram.counts().front(), 1U);
  EXPECT_EQ(histogram.sum(), 0);
}

TEST(Histogram, HasABucketPerBoundAndOneMore) {
  EXPECT_EQ(Histogram{}.counts().size(), Histogram::bounds().size() + 1);
}

TEST(Registry, EscapesLabelValues) {
  Registry registry;
  registry.counter("odd_total", "Odd.", {{"path", "a\"b\\c\nd"}}).add();
  EXPECT_THAT(registry.text(), HasSubstr(R"(odd_total{path="a\"b\\c\nd"} 1)"));
}

TEST(Registry, ReadsSamplesAtEachScrape) {
  Registry registry;
  double value = 1.5;
  registry.sampled("temperature", "Heat.", [&value] { return value; });
  registry.sampled("ticks_total", "Ticks.", [] { return 7.0; });
  EXPECT_THAT(registry.text(), HasSubstr("# TYPE temperature gauge\ntemperature 1.5\n"));
  EXPECT_THAT(registry.text(), HasSubstr("# TYPE ticks_total counter\nticks_total 7\n"));
  value = 2;
  EXPECT_THAT(registry.text(), HasSubstr("temperature 2\n"));
}

TEST(Registry, TheSameNameAndLabelsAreTheSameMetric) {
  Registry registry;
  EXPECT_EQ(&registry.counter("a_total", "A."), &registry.counter("a_total", "A."));
  EXPECT_NE(&registry.counter("a_total", "A.", {{"b", "1"}}),
            &registry.counter("a_total", "A.", {{"b", "2"}}));
}

TEST(Registry, RefusesAnotherTypeUnderTheSameName) {
  Registry registry;
  registry.counter("a_total", "A.");
  EXPECT_THROW(registry.gauge("a_total", "A."), std::logic_error);
  EXPECT_THROW(registry.histogram("a_total", "A.", {{"b", "1"}}), std::logic_error);
  EXPECT_THROW(registry.sampled("a_total", "A.", [] { return 1.0; }), std::logic_error);
  EXPECT_THAT(registry.text(), Not(HasSubstr("bucket")));
}

TEST(Registry, RefusesASecondReaderOfTheSameMetric) {
  Registry registry;
  registry.sampled("a", "A.", [] { return 1.0; });
  EXPECT_THROW(registry.sampled("a", "A.", [] { return 2.0; }), std::logic_error);
  EXPECT_THROW(registry.gauge("a", "A."), std::logic_error);
}

TEST(Registry, RefusesNamesThatPrometheusDoesNotAllow) {
  Registry registry;
  EXPECT_THROW(registry.counter("a-b", "A."), std::logic_error);
  EXPECT_THROW(registry.counter("a_total", "A.", {{"b-c", "1"}}), std::logic_error);
  EXPECT_THROW(registry.histogram("a", "A.", {{"le", "1"}}), std::logic_error);
}

TEST(Registry, CountsFromManyThreads) {
  Registry registry;
  auto& counter = registry.counter("a_total", "A.");
  auto& histogram = registry.histogram("b_seconds", "B.");
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (int round = 0; round < 10'000; ++round) {
          counter.add();
          histogram.observe(0.001);
        }
      });
    }
    EXPECT_FALSE(registry.text().empty());
  }
  EXPECT_EQ(counter.value(), 40'000U);
  EXPECT_NEAR(histogram.sum(), 40.0, 1e-6);
}

}  // namespace
}  // namespace dailygrind::metrics
