#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

#include "platform/http/testing/test_server.hpp"

namespace dailygrind::http::testing {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

constexpr long validity_seconds = 24 * 60 * 60;

void add_extension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension{
      X509V3_EXT_conf_nid(nullptr, &context, kind, value), &X509_EXTENSION_free};
  X509_add_ext(certificate, extension.get(), -1);
}

Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate{X509_new(), &X509_free};
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -validity_seconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), validity_seconds);
  X509_set_pubkey(certificate.get(), key);
  auto* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

File open(const std::string& name) {
  File file{std::fopen(name.c_str(), "w"), &std::fclose};
  if (!file) throw std::runtime_error{"cannot write " + name};
  return file;
}

}  // namespace

void write_certificate(const std::string& certificate_file, const std::string& key_file) {
  const Key key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
  const auto certificate = self_signed(key.get());
  PEM_write_X509(open(certificate_file).get(), certificate.get());
  PEM_write_PrivateKey(open(key_file).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

}  // namespace dailygrind::http::testing
