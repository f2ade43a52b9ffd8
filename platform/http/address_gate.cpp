#include "platform/http/address_gate.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include "platform/core/address.hpp"

namespace dailygrind::http {

void AddressGate::guard(CURL* easy) {
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &AddressGate::on_open);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
}

curl_socket_t AddressGate::on_open(void* self, curlsocktype purpose, curl_sockaddr* address) {
  char text[NI_MAXHOST] = "";
  const bool known =
      purpose == CURLSOCKTYPE_IPCXN && ::getnameinfo(&address->addr, address->addrlen, text,
                                                     sizeof text, nullptr, 0, NI_NUMERICHOST) == 0;
  if (!known || !is_public(text)) {
    static_cast<AddressGate*>(self)->refused_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace dailygrind::http
