package org.lungburden.standalone;

import org.lungburden.standalone.exit.CommandFailedException;

/** Checks the ports that a user gives. */
final class Ports {
    private static final int LAST = 65_535;

    private Ports() {}

    /** 0 means a free port. */
    static void check(int port) {
        if (port < 0 || port > LAST) {
            throw CommandFailedException.badInput("--port must be 0 to " + LAST);
        }
    }
}
