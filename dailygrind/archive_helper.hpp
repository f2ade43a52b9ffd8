#pragma once

#include <string>
#include <vector>

namespace dailygrind::cli {

/// Becomes the program `dailygrind-archive` that lies beside this one, with these words. Only ever
/// returns by an exception: std::runtime_error where the helper cannot be started.
[[noreturn]] void become_archive_helper(std::vector<std::string> words);

}  // namespace dailygrind::cli
