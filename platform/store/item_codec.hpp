#pragma once

#include <string>
#include <string_view>

#include "platform/store/store.hpp"

/// Attributes as the text of one flat JSON object, the form in which files hold them:
/// `{"title":"…","likes":3,"pinned":true}`. Names keep their order.
namespace dailygrind::store {

/// Appends to `text`.
void encode(const Attributes& attributes, std::string& text);
/// Nothing where `text` is no flat JSON object of strings, 64-bit integers and booleans.
[[nodiscard]] std::optional<Attributes> decode(std::string_view text);

}  // namespace dailygrind::store
