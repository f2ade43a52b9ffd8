#pragma once

#include <span>
#include <string_view>

/// What `tools/web_assets.py` made of the built web app, inside the program.
namespace dailygrind::web {

struct File {
  std::string_view path;  ///< `/assets/index-Bb22Cq3a.css`
  std::string_view content_type;
  std::string_view etag;  ///< strong
  std::string_view
      bytes;          ///< as they lie in the program, which no memory holds before they are read
  bool gzip = false;  ///< what `bytes` are
  bool fingerprinted = false;  ///< another content has another path
};

/// By path, in ascending order.
[[nodiscard]] std::span<const File> files();
/// The patterns of the app's own addresses, as http::Router takes them.
[[nodiscard]] std::span<const std::string_view> routes();

/// Of the scripts and styles that stand in the page itself: CSP sources.
struct InlineHashes {
  std::string_view scripts;  ///< `'sha256-…' 'sha256-…'`
  std::string_view styles;
};
[[nodiscard]] InlineHashes inline_hashes();

}  // namespace dailygrind::web
