#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/blob/blob.hpp"

/// The documents and headers of S3's API. What cannot be read throws Problem::unavailable.
namespace dailygrind::blob::s3 {

/// Of ListObjectsV2 with encoding-type=url.
[[nodiscard]] Page read_list(std::string_view xml);
/// The id in the answer of CreateMultipartUpload.
[[nodiscard]] std::string read_upload_id(std::string_view xml);
/// The request of CompleteMultipartUpload.
[[nodiscard]] std::string completion_of(const std::vector<Part>& parts);

/// Whether S3 could make a blob of them, as far as they say: it calls some of the rest a defect.
[[nodiscard]] bool can_be(const std::vector<Part>& parts);
/// The answer of CompleteMultipartUpload where it was done.
void read_completion(std::string_view xml);

/// Of GetObject and HeadObject: the size is that of the whole blob.
[[nodiscard]] Info read_info(const http::ClientResponse& answer);

}  // namespace dailygrind::blob::s3
