#pragma once

/// How `dailygrind-picture` ends. It reads a picture to the end of its standard input; ending with
/// `made`, it has written one line with two sizes in bytes, separated by a space, and then the
/// large and the small portrait. Every other end, a signal included, is a failure of its own.
namespace dailygrind::picture::helper_exit {

inline constexpr int made = 0;
inline constexpr int unknown_format = 10;
inline constexpr int too_many_pixels = 11;
inline constexpr int damaged = 12;

}  // namespace dailygrind::picture::helper_exit
