#include "platform/observability/process_figures.hpp"

#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace dailygrind::observability {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// Positions in /proc/self/stat, counted from the field behind the program's name (proc(5)).
constexpr std::size_t threads_field = 17;
constexpr std::size_t start_field = 19;
constexpr std::size_t resident_field = 21;

std::vector<double> read_stat() {
  std::ifstream file{"/proc/self/stat"};
  std::string line;
  std::getline(file, line);
  // The name may hold spaces and parentheses; the last one ends it. The state is a letter.
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos || name_end + 4 > line.size()) return {};
  std::istringstream rest{line.substr(name_end + 4)};
  std::vector<double> fields{0};
  fields.insert(fields.end(), std::istream_iterator<double>{rest}, {});
  return fields;
}

double stat_field(std::size_t position) {
  const auto fields = read_stat();
  return position < fields.size() ? fields[position] : unknown;
}

double resident_bytes() {
  return stat_field(resident_field) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpu_seconds() {
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) != 0) return unknown;
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

double open_descriptors() {
  std::error_code error;
  const std::filesystem::directory_iterator entries{"/proc/self/fd", error};
  if (error) return unknown;
  // One of them is the descriptor that lists the folder.
  return static_cast<double>(std::distance(entries, {})) - 1;
}

double descriptor_limit() {
  rlimit limit{};
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<double>(limit.rlim_cur) : unknown;
}

double boot_time() {
  std::ifstream file{"/proc/stat"};
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with("btime ")) return std::stod(line.substr(6));
  }
  return unknown;
}

double start_time() {
  return boot_time() + stat_field(start_field) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

void register_process_figures(metrics::Registry& registry) {
  registry.sampled("process_resident_memory_bytes", "Resident memory size in bytes.",
                   resident_bytes);
  registry.sampled("process_cpu_seconds_total", "User and system CPU time spent in seconds.",
                   cpu_seconds);
  registry.sampled("process_open_fds", "Number of open file descriptors.", open_descriptors);
  registry.sampled("process_max_fds", "Maximum number of open file descriptors.", descriptor_limit);
  registry.sampled("process_threads", "Number of threads.",
                   [] { return stat_field(threads_field); });
  registry.sampled("process_start_time_seconds",
                   "Start time of the process since unix epoch in seconds.",
                   [start = start_time()] { return start; });
}

}  // namespace dailygrind::observability
