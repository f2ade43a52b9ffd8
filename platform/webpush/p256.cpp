#include "platform/webpush/p256.hpp"

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>

#include <new>
#include <stdexcept>

namespace dailygrind::webpush {
namespace {

using ContextPtr = std::unique_ptr<BN_CTX, FreeBy<BN_CTX_free>>;

template <typename Owner>
Owner required(Owner owner) {
  if (!owner) throw std::bad_alloc{};
  return owner;
}

void require(int done) {
  if (done != 1) throw std::runtime_error{"OpenSSL failed at P-256"};
}

/// What a thread computes with, so that a message allocates nothing here.
struct Scratch {
  ContextPtr context = required(ContextPtr{BN_CTX_secure_new()});
  NumberPtr scalar = required(NumberPtr{BN_secure_new()});
  NumberPtr x = required(NumberPtr{BN_secure_new()});
  PointPtr point = required(PointPtr{EC_POINT_new(p256())});
};

Scratch& scratch() {
  thread_local Scratch mine;
  return mine;
}

}  // namespace

const EC_GROUP* p256() {
  static const std::unique_ptr<EC_GROUP, FreeBy<EC_GROUP_free>> group =
      required(std::unique_ptr<EC_GROUP, FreeBy<EC_GROUP_free>>{
          EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)});
  return group.get();
}

PointPtr parse_point(std::string_view bytes) {
  if (bytes.size() != 65 || bytes.front() != POINT_CONVERSION_UNCOMPRESSED) return nullptr;
  auto point = required(PointPtr{EC_POINT_new(p256())});
  // Refuses coordinates beyond the field and points off the curve.
  if (EC_POINT_oct2point(p256(), point.get(), reinterpret_cast<const unsigned char*>(bytes.data()),
                         bytes.size(), scratch().context.get()) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return point;
}

bool exchange(const std::array<unsigned char, scalar_size>& scalar, const EC_POINT& peer,
              Exchange& result) {
  auto& mine = scratch();
  auto* const number = mine.scalar.get();
  auto* const context = mine.context.get();
  if (BN_bin2bn(scalar.data(), scalar_size, number) == nullptr) throw std::bad_alloc{};
  if (BN_is_zero(number) || BN_cmp(number, EC_GROUP_get0_order(p256())) >= 0) return false;

  require(EC_POINT_mul(p256(), mine.point.get(), number, nullptr, nullptr, context));
  const auto size =
      EC_POINT_point2oct(p256(), mine.point.get(), POINT_CONVERSION_UNCOMPRESSED,
                         result.public_key.data(), result.public_key.size(), context);
  require(size == result.public_key.size() ? 1 : 0);

  require(EC_POINT_mul(p256(), mine.point.get(), nullptr, &peer, number, context));
  require(EC_POINT_get_affine_coordinates(p256(), mine.point.get(), mine.x.get(), nullptr, context));
  require(BN_bn2binpad(mine.x.get(), result.secret.data(), scalar_size) == scalar_size ? 1 : 0);
  BN_clear(number);
  BN_clear(mine.x.get());
  return true;
}

}  // namespace dailygrind::webpush
