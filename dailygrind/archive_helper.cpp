#include "dailygrind/archive_helper.hpp"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace dailygrind::cli {

void become_archive_helper(std::vector<std::string> words) {
  const auto program =
      std::filesystem::read_symlink("/proc/self/exe").replace_filename("dailygrind-archive");
  words.insert(words.begin(), program.string());
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(program.c_str(), arguments.data());
  throw std::runtime_error{program.string() +
                           " cannot be started: " + std::generic_category().message(errno)};
}

}  // namespace dailygrind::cli
