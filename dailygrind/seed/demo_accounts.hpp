#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "dailygrind/seed/community.hpp"

namespace dailygrind::seed {

inline constexpr auto demo_accounts_file = "demo-accounts.txt";

/// Who becomes the administrator: the place of the first person with friends, else of the first.
[[nodiscard]] std::size_t first_with_friends(const Community& community);

/// Three people with whom one can look around, and their password, a line each.
[[nodiscard]] std::string demo_accounts(const Community& community);

/// Writes them to a file with mode 0600; throws std::runtime_error where that fails.
void write_demo_accounts(const std::filesystem::path& file, const Community& community);

}  // namespace dailygrind::seed
