#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/api/decode.hpp"
#include "platform/core/encoding.hpp"

/// Query strings and cursors. A cursor that is accepted is the only spelling of its place.

namespace {

using namespace dailygrind;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_cursor(std::string_view text) {
  if (const auto place = api::decode_cursor(text)) require(api::encode_cursor(*place) == text);
  const bool is_place = !text.empty() && text.size() <= 1024 && is_text(text);
  require(api::decode_cursor(api::encode_cursor(text)).has_value() == is_place);
}

void check_query(std::string_view text) {
  http::Request request;
  request.query = text;
  try {
    const auto page = api::read_page(request);
    require(page.limit >= 1 && page.limit <= 100);
    if (const auto name = api::query_value(request, "name")) require(is_text(*name));
  } catch (const Problem& problem) {
    require(problem.status() == 400 || problem.status() == 422);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check_cursor(text);
  check_query(text);
  return 0;
}
