#include "platform/observability/process_figures.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

#include "platform/observability/figure_test.hpp"

namespace dailygrind::observability {
namespace {

class ProcessFigures : public ::testing::Test {
 protected:
  ProcessFigures() { register_process_figures(registry_); }
  double read(const std::string& name) { return figure(registry_, name); }
  metrics::Registry registry_;
};

TEST_F(ProcessFigures, MemoryIsThatOfAProgram) {
  EXPECT_GT(read("process_resident_memory_bytes"), 1e6);
  EXPECT_LT(read("process_resident_memory_bytes"), 1e10);
}

TEST_F(ProcessFigures, CpuSecondsGrowWithWork) {
  const auto before = read("process_cpu_seconds_total");
  while (read("process_cpu_seconds_total") <= before) {
  }
  EXPECT_NE(registry_.text().find("# TYPE process_cpu_seconds_total counter"), std::string::npos);
}

TEST_F(ProcessFigures, CountsDescriptors) {
  const auto before = read("process_open_fds");
  std::array<int, 10> opened{};
  for (int& descriptor : opened) descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(read("process_open_fds"), before + 10);
  for (const int descriptor : opened) ::close(descriptor);
  EXPECT_GE(read("process_max_fds"), before);
}

TEST_F(ProcessFigures, CountsThreads) {
  const auto before = read("process_threads");
  const std::jthread other{[](const std::stop_token& stop) {
    while (!stop.stop_requested()) std::this_thread::yield();
  }};
  EXPECT_GT(read("process_threads"), before);
}

TEST_F(ProcessFigures, StartedALittleWhileAgo) {
  using namespace std::chrono;
  const auto now = duration<double>{system_clock::now().time_since_epoch()}.count();
  EXPECT_LE(read("process_start_time_seconds"), now + 2);
  EXPECT_GT(read("process_start_time_seconds"), now - 600);
}

TEST_F(ProcessFigures, AnOddProgramNameChangesNothing) {
  std::array<char, 16> name{};
  prctl(PR_GET_NAME, name.data());
  const auto threads = read("process_threads");
  prctl(PR_SET_NAME, "a) R 1 (b 2");
  EXPECT_EQ(read("process_threads"), threads);
  prctl(PR_SET_NAME, name.data());
}

}  // namespace
}  // namespace dailygrind::observability
