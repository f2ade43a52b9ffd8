# Compiler and linker settings that every target shares.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
# -g1 keeps line tables for back-traces and profiles at a fraction of the link time and size of -g.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # The sloppiness is what ccache asks for with precompiled headers; no source uses time macros.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_NOHASHDIR=1
          CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast
                    -Woverloaded-virtual -Wimplicit-fallthrough -Wno-missing-field-initializers
                    -Wno-missing-designated-field-initializers)
if(DAILYGRIND_WERROR)
  add_compile_options(-Werror)
endif()
# One code model for libraries and programs, so that all of them can share the precompiled header.
add_compile_options(-fPIE)
add_link_options(-pie)
add_compile_options(-fstack-protector-strong -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
add_compile_definitions(
  $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>
  _GLIBCXX_ASSERTIONS
  BOOST_ASIO_NO_DEPRECATED
  BOOST_ASIO_DISABLE_BOOST_DATE_TIME
  BOOST_ALL_NO_LIB
  BOOST_CONTAINER_DYN_LINK
  BOOST_JSON_DYN_LINK)
add_link_options(-Wl,-z,relro,-z,now -Wl,--as-needed)

if(DAILYGRIND_SANITIZE)
  add_compile_options(-fsanitize=${DAILYGRIND_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DAILYGRIND_SANITIZE})
endif()
if(DAILYGRIND_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
