#include "platform/http/encoding_choice.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "platform/http/text.hpp"

namespace dailygrind::http {

namespace {

constexpr int gzip_window = 15 + 16;  // zlib's way to ask for the gzip format
constexpr int memory_level = 8;
/// Level 1 takes half the time of level 6 on JSON and gives away about a tenth of the size.
constexpr int compression_level = 1;

/// A weight in thousandths (RFC 9110 §12.4.2); a broken one counts as 0.
int parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  if (text.size() > 1 && text[1] != '.') return 0;
  int weight = (text[0] - '0') * 1000;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return 0;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  return std::min(weight, 1000);
}

int weight_of(std::string_view parameters) {
  while (!parameters.empty()) {
    auto value = take_part(parameters, ';');
    const auto name = take_part(value, '=');
    if (same_name(name, "q")) return parse_weight(value);
  }
  return 1000;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  int gzip = -1;
  int identity = -1;
  int any = -1;
  while (!accept_encoding.empty()) {
    auto parameters = take_part(accept_encoding, ',');
    const auto coding = take_part(parameters, ';');
    const int weight = weight_of(parameters);
    if (same_name(coding, "gzip") || same_name(coding, "x-gzip")) gzip = weight;
    if (same_name(coding, "identity")) identity = weight;
    if (coding == "*") any = weight;
  }
  if (gzip < 0) gzip = any;
  return gzip > 0 && gzip >= identity;
}

bool is_compressible(std::string_view content_type) {
  constexpr std::array<std::string_view, 6> types{
      "application/json",     "application/xml",  "application/javascript",
      "application/x-ndjson", "application/wasm", "application/x-amz-json-1.1"};
  const auto type = trim_ows(content_type.substr(0, content_type.find(';')));
  if (type.size() > 5 && same_name(type.substr(0, 5), "text/")) return true;
  if (type.ends_with("+json") || type.ends_with("+xml")) return true;
  return std::ranges::any_of(types, [&](auto known) { return same_name(type, known); });
}

struct Gzip::Stream {
  Stream() {
    if (deflateInit2(&zlib, compression_level, Z_DEFLATED, gzip_window, memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc{};
    }
  }
  ~Stream() { deflateEnd(&zlib); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  z_stream zlib{};
};

Gzip::Gzip() = default;
Gzip::~Gzip() = default;

std::optional<std::string> Gzip::compress(std::string_view body) {
  if (!stream_) stream_ = std::make_unique<Stream>();
  auto& zlib = stream_->zlib;
  deflateReset(&zlib);
  std::string out(body.size(), '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  zlib.avail_in = static_cast<uInt>(body.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  if (deflate(&zlib, Z_FINISH) != Z_STREAM_END) return std::nullopt;
  out.resize(out.size() - zlib.avail_out);
  return out;
}

std::string gunzip(std::string_view gzip) {
  z_stream zlib{};
  if (inflateInit2(&zlib, gzip_window) != Z_OK) throw std::bad_alloc{};
  const std::unique_ptr<z_stream, int (*)(z_stream*)> ends{&zlib, &inflateEnd};
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
  zlib.avail_in = static_cast<uInt>(gzip.size());
  std::string out;
  int result = Z_OK;
  while (result == Z_OK) {
    const auto before = out.size();
    out.resize(before + std::max<std::size_t>(gzip.size() * 4, 1024));
    zlib.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    zlib.avail_out = static_cast<uInt>(out.size() - before);
    result = inflate(&zlib, Z_NO_FLUSH);
  }
  if (result != Z_STREAM_END) throw std::runtime_error{"a body is no gzip"};
  out.resize(zlib.total_out);
  return out;
}

void mark_etag(std::string& etag) {
  if (etag.starts_with('"') && etag.size() > 1) etag.replace(etag.size() - 1, 1, gzip_etag_mark);
}

std::optional<std::string> unmark_etags(std::string_view list) {
  if (list.find(gzip_etag_mark) == std::string_view::npos) return std::nullopt;
  std::string plain{list};
  for (auto at = plain.find(gzip_etag_mark); at != std::string::npos;
       at = plain.find(gzip_etag_mark, at)) {
    plain.replace(at, gzip_etag_mark.size(), "\"");
  }
  return plain;
}

}  // namespace dailygrind::http
