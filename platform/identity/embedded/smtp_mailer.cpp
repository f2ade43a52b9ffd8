#include <curl/curl.h>

#include <ctime>
#include <stdexcept>

#include "platform/core/worker.hpp"
#include "platform/identity/embedded/mailer.hpp"

namespace dailygrind::identity {
namespace {

struct CurlFree {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

constexpr long timeout_seconds = 30;

/// Lines end in CRLF (RFC 5322 §2.1); libcurl doubles the dots at their beginnings itself.
std::string with_crlf(const std::string& text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n') lines += '\r';
    if (c != '\r') lines += c;
  }
  return lines;
}

/// A header's value cannot end the header, whatever the configuration says.
std::string one_line(std::string text) {
  for (auto& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  return text;
}

std::string date_now() {
  char text[64];
  const auto now = std::time(nullptr);  // mail is dated by the machine's clock
  std::tm parts{};
  gmtime_r(&now, &parts);
  const auto size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S +0000", &parts);
  return {text, size};
}

std::string message_of(const Mail& mail, const std::string& from) {
  return "Date: " + date_now() + "\r\nFrom: " + one_line(from) + "\r\nTo: " + one_line(mail.to) +
         "\r\nSubject: " + one_line(mail.subject) +
         "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: 8bit\r\nAuto-Submitted: auto-generated\r\n\r\n" +
         with_crlf(mail.text);
}

struct Upload {
  std::string text;
  std::size_t at = 0;

  static std::size_t read(char* buffer, std::size_t size, std::size_t count, void* self) {
    auto& upload = *static_cast<Upload*>(self);
    const auto copied = upload.text.copy(buffer, size * count, upload.at);
    upload.at += copied;
    return copied;
  }
};

void send_now(const SmtpSettings& settings, const Mail& mail) {
  const std::unique_ptr<CURL, CurlFree> handle{curl_easy_init()};
  if (!handle) throw std::runtime_error{"libcurl could not be started"};
  const std::unique_ptr<curl_slist, CurlFree> to{curl_slist_append(nullptr, mail.to.c_str())};
  Upload upload{message_of(mail, settings.from)};
  auto* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, settings.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, settings.allow_plain ? CURLUSESSL_TRY : CURLUSESSL_ALL);
  if (!settings.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, settings.from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &Upload::read);
  curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_seconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  const auto code = curl_easy_perform(curl);
  if (code != CURLE_OK) {
    throw std::runtime_error{std::string{"the mail server refused: "} + curl_easy_strerror(code)};
  }
}

class SmtpMailer final : public Mailer {
 public:
  explicit SmtpMailer(SmtpSettings settings) : settings_(std::move(settings)) {}

  Task<void> send(Mail mail) override {
    co_await worker_.run([this, mail = std::move(mail)] { send_now(settings_, mail); });
  }

 private:
  SmtpSettings settings_;
  Worker worker_;
};

}  // namespace

std::unique_ptr<Mailer> make_smtp_mailer(SmtpSettings settings) {
  return std::make_unique<SmtpMailer>(std::move(settings));
}

}  // namespace dailygrind::identity
