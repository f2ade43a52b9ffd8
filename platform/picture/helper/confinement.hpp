#pragma once

/// What this process takes from itself before it looks at anything of strangers. All end the
/// process where that fails.
namespace dailygrind::picture {

/// Memory, time on the processor, files, core dumps; no more rights than now; the end of who
/// started it ends it, too; and everybody else's work comes first. To be called at the very
/// beginning.
void confine();
/// From now on nothing can be opened. For after the libraries have been loaded.
void close_the_file_system();

}  // namespace dailygrind::picture
