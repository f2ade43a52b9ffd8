#include "platform/identity/embedded/invitations.hpp"

#include <sodium.h>

#include "platform/core/encoding.hpp"

namespace dailygrind::identity {
namespace {

using store::Condition;

constexpr std::size_t code_bytes = 16;

std::string id_of(const std::string& code) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(code.data()), code.size());
  return hex_encode({reinterpret_cast<const char*>(hash), sizeof hash});
}

store::Key key_of(const std::string& id) { return {"invitations", "invitations", id}; }

Invitation invitation_of(const store::Item& item) {
  const auto& stored = item.attributes;
  return {.id = item.key.sort,
          .note = stored.text("note"),
          .uses = stored.number("uses"),
          .limit = stored.number("limit"),
          .created = Instant{milliseconds{stored.number("created")}},
          .expires = item.expires.value_or(Instant{})};
}

}  // namespace

Task<std::string> Invitations::create(std::string note, std::int64_t limit,
                                      std::chrono::seconds lifetime) {
  auto code = random_.token(code_bytes);
  const auto now = clock_.now();
  co_await store_.write({store::Put{{.key = key_of(id_of(code)),
                                     .attributes = {{"note", std::move(note)},
                                                    {"limit", limit},
                                                    {"uses", std::int64_t{0}},
                                                    {"created", now.time_since_epoch().count()}},
                                     .expires = now + lifetime},
                                    {}}});
  co_return code;
}

Task<Invitations::Listed> Invitations::list(std::string after, std::size_t limit) {
  const auto page = co_await store_.query({.table = "invitations",
                                           .partition = "invitations",
                                           .after = std::move(after),
                                           .limit = limit});
  Listed listed{.invitations = {}, .next = page.next};
  for (const auto& item : page.items) listed.invitations.push_back(invitation_of(*item));
  co_return listed;
}

Task<void> Invitations::revoke(std::string id) {
  if (id.empty()) co_return;
  co_await store_.write({store::Delete{key_of(id), {}}});
}

Task<std::optional<store::Write>> Invitations::use(std::string code) {
  const auto key = key_of(id_of(code));
  const auto item = co_await store_.get(key);
  if (!item) co_return std::nullopt;
  const auto limit = item->attributes.number("limit");
  if (item->attributes.number("uses") >= limit) co_return std::nullopt;
  co_return store::Update{
      .key = key, .add = {{"uses", 1}}, .condition = {{{Condition::Test::less, "uses", limit}}}};
}

}  // namespace dailygrind::identity
