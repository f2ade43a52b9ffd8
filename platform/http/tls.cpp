#include "platform/http/tls.hpp"

#include <boost/asio/ssl.hpp>
#include <stdexcept>

namespace dailygrind::http {

namespace {

namespace ssl = boost::asio::ssl;

/// HTTP/1.1 is all that is spoken here, whatever else a client offers (RFC 7301 §3.2).
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  static constexpr unsigned char ours[] = "\x08http/1.1";
  unsigned char* selected = nullptr;
  const int outcome =
      SSL_select_next_proto(&selected, size, ours, sizeof ours - 1, offered, offered_size);
  *chosen = selected;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

void require(const boost::system::error_code& error, const std::string& file) {
  if (error) throw std::runtime_error{"cannot use " + file + " for TLS: " + error.message()};
}

}  // namespace

Certificates::Certificates(std::string certificate, std::string key)
    : certificate_(std::move(certificate)), key_(std::move(key)) {
  if (certificate_.empty() != key_.empty()) {
    throw std::runtime_error{"TLS takes a certificate file and a key file, not just one of them"};
  }
  if (!certificate_.empty()) context_ = load();
}

Certificates::Context Certificates::current() const {
  const std::lock_guard lock{mutex_};
  return context_;
}

void Certificates::reload() {
  if (certificate_.empty()) return;
  auto fresh = load();
  const std::lock_guard lock{mutex_};
  context_ = std::move(fresh);
}

Certificates::Context Certificates::load() const {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  context->set_options(ssl::context::default_workarounds | ssl::context::single_dh_use |
                       SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context->native_handle(), &choose_protocol, nullptr);
  boost::system::error_code error;
  context->use_certificate_chain_file(certificate_, error);
  require(error, certificate_);
  context->use_private_key_file(key_, ssl::context::pem, error);
  require(error, key_);
  return context;
}

}  // namespace dailygrind::http
