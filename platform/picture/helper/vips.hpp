#pragma once

#include <cstddef>

/// What we call of libvips's C interface, which is stable within libvips.so.42. Declared here
/// because Debian's libvips-dev brings the headers of everything that libvips can read, 127
/// packages with autoconf among them, where the library itself needs 26 (docs/dependencies.md).
extern "C" {

struct VipsImage;

int vips_init(const char* program);
void vips_block_untrusted_set(int blocked);
/// `name` is a class of operations; those below it follow.
void vips_operation_block_set(const char* name, int blocked);
void vips_concurrency_set(int threads);
void vips_cache_set_max(int operations);

/// The class of the loader that knows these bytes, null where none does.
const char* vips_foreign_find_load_buffer(const void* bytes, std::size_t size);
/// Reads the header; pixels are decoded when they are asked for. Options end with a null pointer,
/// as in all calls below; 0 is success.
VipsImage* vips_image_new_from_buffer(const void* bytes, std::size_t size, const char* options,
                                      ...);
/// 0 where it has no such field.
unsigned long vips_image_get_typeof(const VipsImage* image, const char* field);
int vips_image_get_width(const VipsImage* image);
int vips_image_get_height(const VipsImage* image);
int vips_thumbnail_buffer(void* bytes, std::size_t size, VipsImage** out, int width, ...);
int vips_thumbnail_image(VipsImage* in, VipsImage** out, int width, ...);
/// A picture in memory, with its pixels.
VipsImage* vips_image_copy_memory(VipsImage* image);
int vips_webpsave_buffer(VipsImage* image, void** bytes, std::size_t* size, ...);
}
