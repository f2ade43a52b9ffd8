#pragma once

#include "platform/blob/files_blobs.hpp"
#include "platform/http/message.hpp"

namespace dailygrind::blob {

/// Answers the signed URLs of FilesBlobs. They ask for no token: the signature is what admits a
/// request. `blobs` must outlive them. To be mounted at the path of FilesSettings::base_url, with
/// `/{key...}` behind it, best under a host name of its own, so that nothing that a user uploads
/// shares an origin with the application.

/// Keeps a body of exactly the type, size and checksum that the URL names, else a problem document
/// with 4xx, and nothing is kept. What can be refused by the header is refused before the body is
/// read; the rest is written while it arrives, so that memory holds a piece of it only.
[[nodiscard]] http::StreamingHandler files_put(FilesBlobs& blobs);

/// A blob or a range of it, with ETag, under headers that keep a browser from running it or from
/// taking it for anything else. A whole blob above max_call_bytes is 400, since it would be held in
/// memory; of a larger range the beginning is answered, as a server may (RFC 9110 §15.3.7).
[[nodiscard]] http::Handler files_get(FilesBlobs& blobs);

}  // namespace dailygrind::blob
