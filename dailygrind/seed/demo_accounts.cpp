#include "dailygrind/seed/demo_accounts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dailygrind/seed/seeding.hpp"
#include "platform/core/private_file.hpp"

namespace dailygrind::seed {
namespace {

constexpr std::size_t shown = 3;

/// People with friends come first.
std::vector<std::size_t> first_people(const Community& community) {
  std::vector<std::size_t> lonely;
  std::vector<std::size_t> chosen;
  for (std::size_t at = 0; at < community.people().size() && chosen.size() < shown; ++at) {
    const bool has_friends = !community.friends_of(static_cast<std::uint32_t>(at)).empty();
    (has_friends ? chosen : lonely).push_back(at);
  }
  chosen.insert(chosen.end(), lonely.begin(), lonely.end());
  chosen.resize(std::min(chosen.size(), shown));
  return chosen;
}

}  // namespace

std::size_t first_with_friends(const Community& community) {
  return first_people(community).front();
}

std::string demo_accounts(const Community& community) {
  std::string text = "Demo accounts:\n";
  const auto administrator = first_with_friends(community);
  for (const auto at : first_people(community)) {
    const auto& account = community.people()[at].account;
    text +=
        fmt::format("  {} {}  {}  {}{}\n", account.profile.first_name, account.profile.last_name,
                    account.email, demo_password, at == administrator ? "  (administrator)" : "");
  }
  return text;
}

void write_demo_accounts(const std::filesystem::path& file, const Community& community) {
  write_private_file(file, demo_accounts(community));
}

}  // namespace dailygrind::seed
