#include "platform/blob/s3_documents.hpp"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <sstream>

#include "platform/core/encoding.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/http/retry.hpp"

namespace dailygrind::blob::s3 {
namespace {

/// The root element, which must have that name.
pugi::xml_node root_of(pugi::xml_document& document, std::string_view xml, const char* name) {
  // Of a broken document pugixml keeps the beginning.
  const bool whole =
      document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8);
  const auto root = document.child(name);
  if (!whole || !root) throw Problem::unavailable(std::string{"S3 answered no "} + name);
  return root;
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw Problem::unavailable("S3 said a size that is no number");
  }
  return number;
}

/// S3 writes a space as `+` there.
std::string key_of(std::string_view encoded) {
  auto key = percent_decode(encoded, true);
  if (!key) throw Problem::unavailable("S3 said a key that is not encoded");
  return std::move(*key);
}

void append_text(pugi::xml_node& parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(text.c_str());
}

}  // namespace

Page read_list(std::string_view xml) {
  pugi::xml_document document;
  const auto list = root_of(document, xml, "ListBucketResult");
  Page page;
  for (const auto& one : list.children("Contents")) {
    page.blobs.push_back(
        {.key = key_of(one.child_value("Key")),
         .size = number_of(one.child_value("Size")),
         .etag = one.child_value("ETag"),
         .last_modified = parse_rfc3339(one.child_value("LastModified")).value_or(Instant{})});
  }
  const bool more = std::string_view{list.child_value("IsTruncated")} == "true";
  if (more && page.blobs.empty()) throw Problem::unavailable("S3 cut off a list without keys");
  if (more) page.next = page.blobs.back().key;
  return page;
}

void read_completion(std::string_view xml) {
  pugi::xml_document document;
  root_of(document, xml, "CompleteMultipartUploadResult");
}

bool can_be(const std::vector<Part>& parts) {
  const auto good = [](const Part& part) {
    return part.number >= 1 && part.number <= max_parts && is_upload_id(part.etag);
  };
  const auto not_ascending = [](const Part& one, const Part& next) {
    return one.number >= next.number;
  };
  return !parts.empty() && std::ranges::all_of(parts, good) &&
         std::ranges::adjacent_find(parts, not_ascending) == parts.end();
}

std::string read_upload_id(std::string_view xml) {
  pugi::xml_document document;
  const std::string id =
      root_of(document, xml, "InitiateMultipartUploadResult").child_value("UploadId");
  if (id.empty()) throw Problem::unavailable("S3 began an upload without an id");
  return id;
}

std::string completion_of(const std::vector<Part>& parts) {
  pugi::xml_document document;
  auto root = document.append_child("CompleteMultipartUpload");
  root.append_attribute("xmlns") = "http://s3.amazonaws.com/doc/2006-03-01/";
  for (const auto& part : parts) {
    auto one = root.append_child("Part");
    append_text(one, "PartNumber", std::to_string(part.number));
    append_text(one, "ETag", part.etag);
    append_text(one, "ChecksumSHA256", part.sha256.base64());
  }
  std::ostringstream text;
  document.save(text, "", pugi::format_raw);
  return std::move(text).str();
}

Info read_info(const http::ClientResponse& answer) {
  const auto range = answer.header("Content-Range");
  const auto size = range.empty() ? answer.header("Content-Length")
                                  : range.substr(std::min(range.size(), range.find('/') + 1));
  return {
      .size = number_of(size),
      .content_type = std::string{answer.header("Content-Type")},
      .etag = std::string{answer.header("ETag")},
      .sha256 = Checksum::from_base64(answer.header("x-amz-checksum-sha256")),
      .last_modified = http::parse_http_date(answer.header("Last-Modified")).value_or(Instant{})};
}

}  // namespace dailygrind::blob::s3
