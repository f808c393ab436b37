# cmake -DPROGRAM=… -P guifree.cmake: fails when the program needs a library of Qt's GUI side at run time (ARCHITECTURE §2: "the
# headless executable proves the rest").
cmake_minimum_required(VERSION 3.25)
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES "${PROGRAM}" RESOLVED_DEPENDENCIES_VAR found UNRESOLVED_DEPENDENCIES_VAR missing)
list(LENGTH found count)
if(count EQUAL 0)
    message(FATAL_ERROR "No dependencies were found: the check looks at nothing.")
endif()
foreach(library IN LISTS found missing)
    if(library MATCHES "Qt6(Gui|Widgets|Multimedia|Charts|Svg)")
        message(FATAL_ERROR "${PROGRAM} needs ${library}")
    endif()
endforeach()
message(STATUS "${count} libraries, none of the GUI's")
