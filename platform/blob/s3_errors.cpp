#include "platform/blob/s3_errors.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "platform/aws/errors.hpp"
#include "platform/blob/s3_documents.hpp"
#include "platform/core/encoding.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::blob::s3 {
namespace {

using namespace std::string_view_literals;

constexpr std::array verdicts{
    std::pair{"NoSuchKey"sv, Verdict::absent},
    std::pair{"InvalidRange"sv, Verdict::behind_the_end},
    std::pair{"NoSuchUpload"sv, Verdict::no_such_upload},
    std::pair{"InvalidPart"sv, Verdict::parts_differ},
    std::pair{"InvalidPartOrder"sv, Verdict::parts_differ},
    std::pair{"EntityTooSmall"sv, Verdict::parts_differ},
    std::pair{"BadDigest"sv, Verdict::defect},
    std::pair{"EntityTooLarge"sv, Verdict::defect},
    std::pair{"InvalidArgument"sv, Verdict::defect},
    std::pair{"InvalidDigest"sv, Verdict::defect},
    std::pair{"InvalidRequest"sv, Verdict::defect},
    std::pair{"KeyTooLongError"sv, Verdict::defect},
    std::pair{"MalformedXML"sv, Verdict::defect},
    std::pair{"XAmzContentSHA256Mismatch"sv, Verdict::defect},
};

/// What to do where somebody has to.
std::string_view advice_for(std::string_view code) {
  if (code == "AccessDenied") {
    return "; the credentials need s3:GetObject, s3:PutObject, s3:DeleteObject and "
           "s3:AbortMultipartUpload on the bucket's objects and s3:ListBucket on the bucket";
  }
  if (code == "NoSuchBucket") return "; make the bucket, or correct the name in the settings";
  if (code == "PermanentRedirect" || code == "AuthorizationHeaderMalformed") {
    return "; the bucket is in another region than the settings say";
  }
  return "";
}

}  // namespace

void check_late_error(const http::ClientResponse& answer) {
  const std::string body{trim(answer.body)};
  const auto said = aws::read_error({.status = answer.status, .body = body});
  if (said.code.empty()) return read_completion(body);
  throw aws::Error{said.code, answer.status, "s3: " + said.code + ": " + said.message};
}

Verdict verdict_of(const aws::Error& error) {
  // The answer to a HEAD has no body that could have a code.
  if (error.code().empty() && error.status() == 404) return Verdict::absent;
  const auto* const found =
      std::ranges::find(verdicts, error.code(), &decltype(verdicts)::value_type::first);
  return found == verdicts.end() ? Verdict::failed : found->second;
}

void fail(const aws::Error& error) {
  if (verdict_of(error) == Verdict::defect) throw std::logic_error{error.what()};
  throw Problem::unavailable(std::string{error.what()}.append(advice_for(error.code())));
}

}  // namespace dailygrind::blob::s3
