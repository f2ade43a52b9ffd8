// Loads libcurl at its first call. It and the thirty libraries that it needs take 3.5 MB of memory
// and 10 ms at the start, for programs of which most never call anybody.

#include <curl/curl.h>
#include <dlfcn.h>

#include <cstdarg>
#include <stdexcept>
#include <string>

namespace {

constexpr auto library_name = "libcurl.so.4";

void* symbol(const char* name) {
  static void* const library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  void* const found = library == nullptr ? nullptr : dlsym(library, name);
  if (found != nullptr) return found;
  throw std::runtime_error{std::string{library_name} + " is missing: install the package libcurl4"};
}

/// libcurl's function of that name and of the type of ours.
template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(symbol(name));
}

}  // namespace

// A call of ours goes to the function of the same name there.
#define DAILYGRIND_FORWARD(name, ...)                        \
  static auto* const function = real<decltype(name)>(#name); \
  return function(__VA_ARGS__)

// The signatures are libcurl's, with an enumeration before the dots.
#pragma clang diagnostic ignored "-Wvarargs"

// Options are a long, a pointer or a curl_off_t: all of them one machine word.
static_assert(sizeof(long) == sizeof(void*) && sizeof(curl_off_t) == sizeof(void*));
#define DAILYGRIND_FORWARD_WORD(name, handle, last)          \
  static auto* const function = real<decltype(name)>(#name); \
  std::va_list words;                                        \
  va_start(words, last);                                     \
  void* const word = va_arg(words, void*);                   \
  va_end(words);                                             \
  return function(handle, last, word)

extern "C" {

CURLcode curl_global_init(long flags) { DAILYGRIND_FORWARD(curl_global_init, flags); }

CURL* curl_easy_init() { DAILYGRIND_FORWARD(curl_easy_init); }
void curl_easy_reset(CURL* handle) { DAILYGRIND_FORWARD(curl_easy_reset, handle); }
void curl_easy_cleanup(CURL* handle) { DAILYGRIND_FORWARD(curl_easy_cleanup, handle); }
CURLcode curl_easy_perform(CURL* handle) { DAILYGRIND_FORWARD(curl_easy_perform, handle); }
const char* curl_easy_strerror(CURLcode code) { DAILYGRIND_FORWARD(curl_easy_strerror, code); }
CURLcode curl_easy_setopt(CURL* handle, CURLoption option, ...) {
  DAILYGRIND_FORWARD_WORD(curl_easy_setopt, handle, option);
}
CURLcode curl_easy_getinfo(CURL* handle, CURLINFO info, ...) {
  DAILYGRIND_FORWARD_WORD(curl_easy_getinfo, handle, info);
}

curl_slist* curl_slist_append(curl_slist* list, const char* text) {
  DAILYGRIND_FORWARD(curl_slist_append, list, text);
}
void curl_slist_free_all(curl_slist* list) { DAILYGRIND_FORWARD(curl_slist_free_all, list); }

CURLM* curl_multi_init() { DAILYGRIND_FORWARD(curl_multi_init); }
CURLMcode curl_multi_cleanup(CURLM* multi) { DAILYGRIND_FORWARD(curl_multi_cleanup, multi); }
CURLMcode curl_multi_add_handle(CURLM* multi, CURL* handle) {
  DAILYGRIND_FORWARD(curl_multi_add_handle, multi, handle);
}
CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* handle) {
  DAILYGRIND_FORWARD(curl_multi_remove_handle, multi, handle);
}
CURLMsg* curl_multi_info_read(CURLM* multi, int* left) {
  DAILYGRIND_FORWARD(curl_multi_info_read, multi, left);
}
CURLMcode curl_multi_socket_action(CURLM* multi, curl_socket_t socket, int events, int* running) {
  DAILYGRIND_FORWARD(curl_multi_socket_action, multi, socket, events, running);
}
CURLMcode curl_multi_setopt(CURLM* multi, CURLMoption option, ...) {
  DAILYGRIND_FORWARD_WORD(curl_multi_setopt, multi, option);
}

}  // extern "C"
