#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace dailygrind::aws {

/// The content of a file of at most 1 MiB; nothing where there is none. Throws CredentialError,
/// which names the path and the reason, where it cannot be read, is larger, or is no regular file:
/// a pipe would hold up the event loop.
std::optional<std::string> read_small_file(const std::filesystem::path& path);

/// The token in a file, without white space around it, which editors leave and a JWT or a header
/// cannot have. Throws CredentialError where there is none.
std::string read_token_file(const std::filesystem::path& path);

}  // namespace dailygrind::aws
