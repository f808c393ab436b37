# The compiler settings and the two functions by which targets and tests are made.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

# Sources are compiled eight at a time: nearly all of a compile is reading the headers of Qt, Boost and the library. Measured for the target
# `backend` from nothing on two cores: 344 s with precompiled headers (131 MB, mapped by every compile), 308 s with neither,
# 49 s so. The plain build (COURSEWRIGHT_UNITY=OFF) stays green too: `./dev check all` builds it.
option(COURSEWRIGHT_UNITY "Compile the libraries' sources in batches" ON)
if(COURSEWRIGHT_UNITY)
    set(CMAKE_UNITY_BUILD ON)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# Some ninety programs are linked after a change in the backend.
find_program(MOLD mold)
if(MOLD AND NOT MSVC AND NOT APPLE)
    add_link_options(-fuse-ld=mold)
endif()

# What is built for testing watches itself: a read past the end, a use after the end of life, an overflow ends the test. Of
# UndefinedBehaviorSanitizer's checks four are left out that cost a third of the compile and half of the object's size and find what
# AddressSanitizer finds too, or nothing on the machines we build on; the preset `asan` has all of them.
option(COURSEWRIGHT_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
if(COURSEWRIGHT_SANITIZE AND NOT MSVC)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr,null,alignment,object-size
        -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
string(FIND "${CMAKE_CXX_FLAGS}" "-fsanitize=" SANITIZED)
math(EXPR SANITIZED "${SANITIZED} + 1")  # 0: no
if(COURSEWRIGHT_SANITIZE)
    set(SANITIZED 1)
endif()

add_library(house INTERFACE)
target_include_directories(house INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(house INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400
    COURSEWRIGHT_VERSION="${PROJECT_VERSION}")
if(MSVC)
    target_compile_options(house INTERFACE /W4 /utf-8 /permissive- /Zc:__cplusplus)
    target_compile_definitions(house INTERFACE _WIN32_WINNT=0x0A00 NOMINMAX WIN32_LEAN_AND_MEAN)
    if(COURSEWRIGHT_WERROR)
        target_compile_options(house INTERFACE /WX)
    endif()
else()
    target_compile_options(house INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
        # Says that another file could see a type with a member of an anonymous namespace: here that file is the batch.
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${COURSEWRIGHT_UNITY}>>:-Wno-subobject-linkage>
        # GCC 12 sees uninitialised members in the moves of std::variant and std::optional when it inlines at -O3 or for a
        # sanitizer; the debug build keeps the check.
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<OR:$<CONFIG:Release>,$<BOOL:${SANITIZED}>>>:-Wno-maybe-uninitialized>)
    if(COURSEWRIGHT_WERROR)
        target_compile_options(house INTERFACE -Werror)
    endif()
endif()

# ThreadSanitizer does not see fences (GCC warns of each). Asio's only back up the locks of its queues, which it does see.
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=thread")
    target_compile_definitions(house INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
endif()

# How long freed memory is kept from use (4 MB instead of 256) matters to the tests that look at what a server holds.
set(SANITIZER_ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=4:thread_local_quarantine_size_kb=64;UBSAN_OPTIONS=print_stacktrace=1")

# house_library(name): a static library of the house. Its folders add their files with target_sources().
function(house_library name)
    add_library(${name} STATIC)
    target_link_libraries(${name} PUBLIC house)
endfunction()

# What the compiler defines by itself, which moc has to know: a slot may be there on one system only.
set(MOC_PREDEFINED "")
if(NOT MSVC)
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -dM -E -x c++ /dev/null
        OUTPUT_FILE ${CMAKE_BINARY_DIR}/moc_predefined.h COMMAND_ERROR_IS_FATAL ANY)
    set(MOC_PREDEFINED --include ${CMAKE_BINARY_DIR}/moc_predefined.h)
endif()

# house_test_mocs(name sources…): runs moc over a test that includes its own ("tst_x.moc"). AUTOMOC costs two steps and an
# empty file of mocs to compile for each of a hundred programs, a fifth of the whole build's time; it stays where a header
# has Q_OBJECT.
function(house_test_mocs name)
    foreach(source ${ARGN})
        get_filename_component(path ${source} ABSOLUTE)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
        file(STRINGS ${path} has_object REGEX "^ *Q_OBJECT" LIMIT_COUNT 1)
        if(has_object AND source MATCHES "\\.h$")
            return()
        endif()
    endforeach()
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    set(defines "$<TARGET_PROPERTY:${name},COMPILE_DEFINITIONS>")
    set(includes "$<TARGET_PROPERTY:${name},INCLUDE_DIRECTORIES>")
    foreach(source ${ARGN})
        get_filename_component(path ${source} ABSOLUTE)
        get_filename_component(base ${source} NAME_WE)
        file(STRINGS ${path} includes_moc REGEX "^#include \"${base}\\.moc\"" LIMIT_COUNT 1)
        if(includes_moc)
            set(moc ${CMAKE_CURRENT_BINARY_DIR}/${base}.moc)
            add_custom_command(OUTPUT ${moc}
                COMMAND Qt6::moc ${MOC_PREDEFINED} "$<$<BOOL:${defines}>:-D$<JOIN:${defines},;-D>>"
                    "-I$<JOIN:${includes},;-I>" -o ${moc} ${path}
                DEPENDS ${path} VERBATIM COMMAND_EXPAND_LISTS)
            target_sources(${name} PRIVATE ${moc})
        endif()
    endforeach()
endfunction()

# house_test(name SOURCES files… LINK targets… [ENVIRONMENT K=V…] [TIMEOUT s] [WHOLE_MACHINE] [BOTH_ENGINES | ON_SERVER]): one Qt Test executable, registered with
# ctest. Its label is its folder below tests, as in "unit/catalog" (tests/changed.mjs chooses by it). WHOLE_MACHINE: it uses every core by itself
# (FFmpeg, browsers, floods), so nothing runs beside it. BOTH_ENGINES: it runs a second time, as NAME_mariadb, with its stores on the tests' database server
# (tests/support/testdatabase.h). ON_SERVER: it runs there only.
function(house_test name)
    cmake_parse_arguments(ARG "WHOLE_MACHINE;BOTH_ENGINES;ON_SERVER" "TIMEOUT" "SOURCES;LINK;ENVIRONMENT" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)  # tests are few files each, edited one by one
    target_link_libraries(${name} PRIVATE ${ARG_LINK} Qt6::Test house)
    target_compile_definitions(${name} PRIVATE TESTS_DIR="${CMAKE_SOURCE_DIR}/tests")
    house_test_mocs(${name} ${ARG_SOURCES})
    # By source: the target's own file of mocs, mostly empty, would read Qt Test for nothing (a third of the tests' compiles).
    if(MSVC)
        set_source_files_properties(${ARG_SOURCES} PROPERTIES COMPILE_OPTIONS "/FItests/support/patience.h")
    else()
        set_source_files_properties(${ARG_SOURCES} PROPERTIES COMPILE_OPTIONS "-include;tests/support/patience.h")
    endif()
    add_test(NAME ${name} COMMAND ${name})
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${CMAKE_SOURCE_DIR}/tests OUTPUT_VARIABLE folder)
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "COURSEWRIGHT_NICENESS=0;QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.multimedia*=false;${SANITIZER_ENVIRONMENT};${ARG_ENVIRONMENT}"
        RUN_SERIAL ${ARG_WHOLE_MACHINE}
        LABELS ${folder})
    if(ARG_BOTH_ENGINES)
        house_on_server(${name})
    elseif(ARG_ON_SERVER)
        set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT "COURSEWRIGHT_TEST_SERVER=${TEST_SERVER}")
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED database_server)
    endif()
endfunction()

# The same test with its stores on a MariaDB server, which ctest starts before the first of these and stops after the last.
set(TEST_SERVER "${CMAKE_BINARY_DIR}/test-server")
function(house_on_server name)
    get_test_property(${name} ENVIRONMENT environment)
    get_test_property(${name} TIMEOUT timeout)
    math(EXPR timeout "2 * ${timeout}")  # each store of its own takes a second there, and more beside other work
    get_test_property(${name} RUN_SERIAL serial)
    get_test_property(${name} LABELS labels)
    add_test(NAME ${name}_mariadb COMMAND ${name})
    set_tests_properties(${name}_mariadb PROPERTIES
        TIMEOUT ${timeout}
        ENVIRONMENT "${environment};COURSEWRIGHT_TEST_SERVER=${TEST_SERVER}"
        RUN_SERIAL ${serial}
        LABELS "${labels}"
        FIXTURES_REQUIRED database_server)
endfunction()
