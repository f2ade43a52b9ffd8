#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>
#include <vector>

namespace dailygrind::http {

/// The lines of a request's headers as the list that curl reads, which it does not own.
class HeaderLines {
 public:
  explicit HeaderLines(std::size_t most) {
    lines_.reserve(most);
    nodes_.reserve(most);
  }

  void add(std::string line) {
    lines_.push_back(std::move(line));
    nodes_.push_back({.data = lines_.back().data(), .next = nullptr});
    if (nodes_.size() > 1) nodes_[nodes_.size() - 2].next = &nodes_.back();
  }
  [[nodiscard]] curl_slist* list() { return nodes_.data(); }

 private:
  std::vector<std::string> lines_;
  std::vector<curl_slist> nodes_;
};

/// As curl reads it.
inline std::string header_line(std::string_view name, std::string_view value) {
  std::string line;
  line.reserve(name.size() + 2 + value.size());
  line += name;
  // Curl takes "Name:" as "do not send it"; the semicolon asks for an empty value.
  if (value.empty()) return line += ";";
  line += ": ";
  return line += value;
}

}  // namespace dailygrind::http
