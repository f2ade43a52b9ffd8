#pragma once

#include <array>
#include <span>
#include <string_view>

namespace dailygrind::seed {

/// Something worth knowing: a post.
struct Piece {
  std::string_view title;
  std::string_view text;
};

/// A profession, with what its people have learned and know. Employers are made up.
struct Field {
  std::array<std::string_view, 4> job_titles;  ///< from the first job to the last
  std::array<std::string_view, 4> employers;
  std::array<std::string_view, 2> studies;
  std::array<std::string_view, 2> degrees;
  std::array<Piece, 5> pieces;
};

/// All of them.
std::span<const Field> fields();

// One file each, gathered by fields().
std::span<const Field> technical_fields();
std::span<const Field> natural_fields();
std::span<const Field> social_fields();
std::span<const Field> practical_fields();

}  // namespace dailygrind::seed
