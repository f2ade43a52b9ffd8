#include "platform/identity/embedded/code_records.hpp"

#include "platform/core/keyed_hash.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

using store::Condition;

constexpr std::size_t unguessable_bytes = 24;

std::string name_of(CodePurpose purpose) {
  switch (purpose) {
    case CodePurpose::sign_up:
      return "sign-up";
    case CodePurpose::reset:
      return "reset";
    default:
      return "email";
  }
}

store::Key key_of(const CodeRecords::Owner& owner) {
  return {"codes", name_of(owner.purpose) + "#" + owner.name, "code"};
}

std::string six_digits(Random& random) {
  auto digits = std::to_string(random.below(1'000'000));
  return std::string(6 - digits.size(), '0') + digits;
}

}  // namespace

std::string CodeRecords::hash(const Owner& owner, const std::string& code) const {
  return keyed_hash(secret_, "code", name_of(owner.purpose) + "#" + owner.name + "#" + code);
}

Task<void> CodeRecords::put(const Owner& owner, const std::string& code, std::string destination,
                            std::chrono::seconds lifetime) {
  co_await store_.write({store::Put{{.key = key_of(owner),
                                     .attributes = {{"hash", hash(owner, code)},
                                                    {"guesses", std::int64_t{0}},
                                                    {"destination", std::move(destination)}},
                                     .expires = clock_.now() + lifetime},
                                    {}}});
}

Task<std::string> CodeRecords::issue(Owner owner, std::string destination,
                                     std::chrono::seconds lifetime) {
  auto code = six_digits(random_);
  co_await put(owner, code, std::move(destination), lifetime);
  co_return code;
}

Task<std::string> CodeRecords::issue_long(Owner owner, std::chrono::seconds lifetime) {
  auto code = random_.token(unguessable_bytes);
  co_await put(owner, code, {}, lifetime);
  co_return code;
}

Task<void> CodeRecords::issue_decoy(Owner owner, std::chrono::seconds lifetime) {
  co_await put(owner, random_.token(unguessable_bytes), {}, lifetime);
}

Task<std::string> CodeRecords::destination(Owner owner) {
  const auto item = co_await store_.get(key_of(owner));
  co_return item ? item->attributes.text("destination") : std::string{};
}

Task<CodeRecords::Accepted> CodeRecords::accept(Owner owner, std::string code) {
  const auto key = key_of(owner);
  const auto item = co_await store_.get(key);
  if (!item) throw Refusal::code_expired();
  // The guess is counted before it is looked at, so that guesses at the same time count too.
  const auto& expected = item->attributes.text("hash");
  auto still_this_code = Condition::equals("hash", expected);
  const Condition guesses_left{{{Condition::Test::less, "guesses", std::int64_t{guesses}}},
                               Condition::Join::every};
  const auto counted = co_await store_.write({store::Update{
      .key = key, .add = {{"guesses", 1}}, .condition = still_this_code && guesses_left}});
  if (!counted) {
    const bool same =
        counted.error().existing && counted.error().existing->attributes.text("hash") == expected;
    throw same ? Refusal::limit_exceeded() : Refusal::code_expired();
  }
  if (!equal_in_constant_time(hash(owner, code), expected)) throw Refusal::code_mismatch();
  co_return Accepted{.destination = item->attributes.text("destination"),
                     .consume = store::Delete{key, std::move(still_this_code)}};
}

}  // namespace dailygrind::identity
