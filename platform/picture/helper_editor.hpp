#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "platform/picture/picture.hpp"

namespace dailygrind::picture {

struct HelperSettings {
  std::filesystem::path program;
  /// Of a picture, from the first byte on; then the helper is killed.
  std::chrono::milliseconds deadline{60'000};
};

/// The adapter that starts a program for each picture, so that neither libvips nor a picture made
/// to break it is in the memory of a server. The program limits itself (helper/confinement.hpp),
/// has an empty environment and no open file but the socket that it is asked through.
[[nodiscard]] std::unique_ptr<Editor> make_helper_editor(HelperSettings settings);

/// `dailygrind-picture` beside the program that runs.
[[nodiscard]] std::filesystem::path helper_program();

}  // namespace dailygrind::picture
