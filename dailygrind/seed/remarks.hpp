#pragma once

#include <array>
#include <string_view>

namespace dailygrind::seed {

/// What friends say below any Piece of Knowledge.
inline constexpr std::array<std::string_view, 16> remarks{
    "I did not know that, thank you!",
    "This would have saved me a whole week last year.",
    "We found out the hard way.",
    "Is there a good book on this?",
    "I just told the whole team.",
    "Same in my trade, only under another name.",
    "I had always believed the opposite.",
    "Short and useful. More of this, please.",
    "Does it still hold for very small numbers?",
    "My teacher used to say that, and I never asked why.",
    "That explains so much about last Tuesday.",
    "Printed it and put it on the wall.",
    "I would add: write it down, or you will forget it by Friday.",
    "Tried it this morning. It works.",
    "Good one! Mine today is embarrassingly simple in comparison.",
    "How do you explain this to a customer?"};

}  // namespace dailygrind::seed
