#pragma once

namespace dailygrind::bench {

/// About what a post looks like: 500 bytes of JSON.
inline constexpr char small_answer[] =
    R"({"postId":"018c2f6e-7b1a-7c3d-9e4f-5a6b7c8d9e0f","userId":"018c2f6e-0000-7000-8000-000000000001",)"
    R"("title":"What a bounded queue taught me about latency","content":"A queue without a bound )"
    R"(hides overload until memory runs out; a bounded one says no while there is still time to do )"
    R"(something about it. We set the bound to what one second of work takes, and the tail of our )"
    R"(latencies went away.","timestamp":"1700000000000","day":"2023-11-14","likeCount":12,)"
    R"("commentCount":3,"isLiked":false,"isPinned":false,"media":[]})";

}  // namespace dailygrind::bench
