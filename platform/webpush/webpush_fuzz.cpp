// Bytes from outside: Retry-After and dates of push services, keys and endpoints of browsers.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/http/retry.hpp"
#include "platform/webpush/endpoint.hpp"
#include "platform/webpush/recipient.hpp"
#include "platform/webpush/sender.hpp"
#include "platform/webpush/vapid.hpp"

using namespace dailygrind;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view bytes) {
  const Instant now{std::chrono::seconds{1'800'000'000}};
  for (const auto date : {std::string_view{}, bytes}) {
    const auto wait = http::parse_retry_after(bytes, date, now);
    require(!wait || (wait->count() >= 1 && wait->count() <= 86'400));
  }
  const auto recipient = webpush::Recipient::parse(bytes, "0123456789abcdef");
  require(!recipient || (bytes.size() == webpush::public_key_size && bytes.front() == 4));
  const std::string text{bytes};
  const auto origin = webpush::origin_of(text);
  require(!origin || webpush::origin_of(*origin) == origin);
  if (webpush::check_endpoint(text, false).empty()) require(origin->starts_with("https://"));
  (void)webpush::check_contact(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check({reinterpret_cast<const char*>(data), size});
  return 0;
}
