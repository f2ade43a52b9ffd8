#pragma once

#include <memory>
#include <string>

#include "platform/aws/client.hpp"
#include "platform/blob/blob.hpp"

namespace dailygrind::blob {

struct S3Settings {
  std::string bucket;
  std::string region;    ///< the bucket's
  std::string endpoint;  ///< `https://s3.eu-central-1.amazonaws.com`: without bucket and path
  /// The bucket is the first segment of the path, as emulators want it, instead of the first label
  /// of the host, as AWS does. With TLS it must be, too, where the bucket's name has dots.
  bool path_style = false;
};

struct S3Parts {
  aws::Client& s3;  ///< made with `s3_client_settings`
  aws::CredentialsSource& credentials;
  const Clock& system;  ///< signatures need the true time
};

/// What the bucket's URLs begin with, up to the host and its port.
[[nodiscard]] std::string s3_address(const S3Settings& settings);

/// For aws::make_client.
[[nodiscard]] aws::ClientSettings s3_client_settings(const S3Settings& settings);

/// Makes the bucket where it is missing, for emulators: without anything that README.md says it
/// needs besides. Throws as the adapter's calls.
Task<> make_missing_bucket(aws::Client& s3, S3Settings settings);

/// The adapter on a bucket, which must be there. Calls are repeated as aws::Client does; each may
/// be done twice. All parts must outlive it.
[[nodiscard]] std::unique_ptr<Blobs> make_s3_blobs(S3Parts parts, const S3Settings& settings);

}  // namespace dailygrind::blob
