include(GoogleTest)

# dailygrind_library(NAME folder_part... SOURCES a.cpp... [PUBLIC lib...] [PRIVATE lib...])
# One static library; includes are written from the top of the tree ("platform/core/clock.hpp").
function(dailygrind_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  target_precompile_headers(${name} REUSE_FROM dailygrind_pch)
endfunction()

# dailygrind_test_sources(NAME): how the sources of tests are compiled. With the sanitizers they are
# not optimised: that takes half the time, and it is the libraries under test that run long.
function(dailygrind_test_sources name)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Debug>:-O0>)
  target_precompile_headers(${name} REUSE_FROM dailygrind_test_pch)
endfunction()

# dailygrind_test(NAME SOURCES a_test.cpp... [LINK lib...]): one GoogleTest program a folder.
# Label "unit" is what `./test unit` and the sanitizer jobs run; the target `unit_tests` makes all.
function(dailygrind_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gmock GTest::gtest_main)
  dailygrind_test_sources(${name})
  gtest_discover_tests(${name} PROPERTIES LABELS unit TIMEOUT 120 DISCOVERY_MODE PRE_TEST)
  add_dependencies(unit_tests ${name})
endfunction()

# dailygrind_contract(NAME SOURCES contract_test.cpp... [LINK lib...]): the contract of a port. Every
# program that names adapters for it links its tests.
function(dailygrind_contract name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} OBJECT ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LINK} dailygrind_testing GTest::gmock GTest::gtest)
  dailygrind_test_sources(${name})
endfunction()

# dailygrind_aws_test(NAME SOURCES a_test.cpp... [LINK lib...]): a contract against AWS as the
# environment names it: `./test aws` runs it, ctest does not.
function(dailygrind_aws_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${ARG_LINK} dailygrind_aws_emulator GTest::gtest_main)
  dailygrind_test_sources(${name})
endfunction()

# dailygrind_fuzzer(NAME SOURCES a_fuzz.cpp... [LINK lib...]): a libFuzzer program, only with the
# asan preset; the target `fuzzers` makes all of them. Its corpus lies beside the source in
# fuzz_corpus/<name>/.
function(dailygrind_fuzzer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  if(NOT DAILYGRIND_FUZZ)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzzers)
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers ${name})
endfunction()

# dailygrind_benchmark(NAME SOURCES a.cpp... [LINK lib...]): a Google Benchmark program.
function(dailygrind_benchmark name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
  target_link_libraries(${name} PRIVATE ${ARG_LINK} benchmark::benchmark benchmark::benchmark_main)
endfunction()
