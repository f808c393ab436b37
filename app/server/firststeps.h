#pragma once

#include <QString>

class Backend;

/// What a newcomer needs who types `serve` and finds a new school. Thread: main.
namespace server {

/// Whether a person sits at a terminal, to be asked and to read.
bool isAtTerminal();

/// Asks what a folder without a school should become: Enter starts an empty one, d makes the demo school there (with
/// its progress on stderr and the logins at the end). Returns an exit code when it ends the program, −1 to go on.
int offerDemo(const QString &folder);

/// For a school in which nobody has an account yet: how to make an administrator, where the demo school is made and
/// where learners look. Empty when somebody has one. On stdout, behind the "listening on" line.
QString firstSteps(Backend &backend, const QString &program);

}  // namespace server
