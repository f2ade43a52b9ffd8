#include "platform/picture/helper/confinement.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>

namespace dailygrind::picture {
namespace {

/// A progressive JPEG of max_pixels is 200 MB while it is decoded; the libraries are 200 more.
constexpr rlim_t memory_bytes = rlim_t{1} << 30U;
constexpr rlim_t processor_seconds = 20;
constexpr int niceness = 10;

/// Sanitizers reserve far more memory than they use.
constexpr bool sanitized =
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    true;
#else
    false;
#endif

void limit(__rlimit_resource_t what, rlim_t value) {
  const rlimit both{value, value};
  if (::setrlimit(what, &both) != 0) std::abort();
}

}  // namespace

void confine() {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) std::abort();
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) std::abort();
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  if (!sanitized) limit(RLIMIT_AS, memory_bytes);
  limit(RLIMIT_CPU, processor_seconds);
  // Where it is refused we are at that niceness or above already.
  ::setpriority(PRIO_PROCESS, 0, niceness);
}

void close_the_file_system() { limit(RLIMIT_NOFILE, STDERR_FILENO + 1); }

}  // namespace dailygrind::picture
