#include "platform/aws/small_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "platform/aws/providers.hpp"
#include "platform/core/encoding.hpp"

namespace dailygrind::aws {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = std::uintmax_t{1024} * 1024;

[[noreturn]] void fail(const fs::path& path, const std::string& reason) {
  throw CredentialError{"cannot read " + path.string() + ": " + reason};
}

}  // namespace

std::optional<std::string> read_small_file(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return std::nullopt;
  if (error) fail(path, error.message());
  if (!fs::is_regular_file(status)) fail(path, "it is no regular file");
  errno = 0;
  std::ifstream file{path, std::ios::binary};
  if (!file) fail(path, std::strerror(errno));
  std::string text(std::min(fs::file_size(path), most_bytes + 1), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (text.size() > most_bytes) fail(path, "it is too large");
  if (file.bad()) fail(path, std::strerror(errno));
  // Shorter where somebody cut it off meanwhile.
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::string read_token_file(const fs::path& path) {
  const auto text = read_small_file(path);
  if (!text) fail(path, "there is none");
  std::string token{trim(*text)};
  if (token.empty()) fail(path, "it is empty");
  return token;
}

}  // namespace dailygrind::aws
