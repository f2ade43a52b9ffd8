#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/webpush/vapid.hpp"

namespace dailygrind::webpush {
namespace {

using ::testing::StartsWith;

TEST(Contact, MayBeAMailAddressOrAPage) {
  for (const auto* contact :
       {"mailto:ops@grind.social", "mailto:first.last+push@mail.grind.social",
        "https://grind.social", "https://grind.social/imprint", "https://grind.social:8443/"}) {
    EXPECT_EQ(check_contact(contact), "") << contact;
  }
}

TEST(Contact, IsNothingElse) {
  for (const auto* contact :
       {"", "ops@grind.social", "grind.social", "http://grind.social", "tel:+491234",
        "mailto:", "mailto:ops", "mailto:@grind.social", "mailto:ops@", "mailto: ops@grind.social",
        "mailto:<ops@grind.social>", "https://", "https:grind.social"}) {
    EXPECT_EQ(check_contact(contact), "is neither a mailto: nor an https: address") << contact;
  }
}

// What Apple answers with 403 BadJwtToken, while the other push services take it.
TEST(Contact, IsNoPlaceholder) {
  for (const auto* contact :
       {"mailto:admin@localhost", "https://localhost", "https://localhost:8080/",
        "mailto:you@example.com", "mailto:you@Example.ORG", "mailto:you@mail.example.net",
        "https://app.example", "mailto:relay@box.local", "mailto:a@b.invalid", "mailto:a@b.test",
        "mailto:root@server", "https://127.0.0.1", "https://[::1]/", "https://203.0.113.4/"}) {
    EXPECT_THAT(check_contact(contact), StartsWith("is a placeholder")) << contact;
  }
  EXPECT_EQ(check_contact("mailto:ops@myexample.com"), "");
}

}  // namespace
}  // namespace dailygrind::webpush
