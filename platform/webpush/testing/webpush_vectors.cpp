// For tests against other implementations: a JSON object on standard input, one on standard output,
// bytes as base64url. {"encrypt": text, "p256dh", "auth"} → {"body"}; {"decrypt": body,
// "private_key", "auth"} → {"text"}. Exits with 1 where it cannot be done.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "platform/core/encoding.hpp"
#include "platform/webpush/encryption.hpp"
#include "platform/webpush/testing/decryption.hpp"

namespace {

namespace json = boost::json;
using namespace dailygrind;

std::string bytes(const json::value& input, const char* name) {
  const auto decoded = base64url_decode(std::string_view{input.at(name).as_string()});
  if (!decoded) throw std::invalid_argument{std::string{name} + " is no base64url"};
  return *decoded;
}

json::object answer(const json::value& input) {
  if (input.as_object().contains("encrypt")) {
    const auto recipient = webpush::Recipient::parse(bytes(input, "p256dh"), bytes(input, "auth"));
    if (!recipient) throw std::invalid_argument{"the keys are malformed"};
    SystemRandom random;
    return {
        {"body", base64url_encode(webpush::encrypt(*recipient, bytes(input, "encrypt"), random))}};
  }
  const webpush::testing::Browser browser{bytes(input, "private_key"), bytes(input, "auth")};
  const auto text = browser.decrypt(bytes(input, "decrypt"));
  if (!text) throw std::invalid_argument{"it does not decrypt"};
  return {{"text", base64url_encode(*text)}};
}

}  // namespace

int main() {
  try {
    const std::string input{std::istreambuf_iterator<char>{std::cin}, {}};
    std::cout << json::serialize(answer(json::parse(input))) << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
