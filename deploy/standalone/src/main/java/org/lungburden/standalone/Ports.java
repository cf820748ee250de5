package org.lungburden.standalone;

import org.lungburden.standalone.exit.CommandFailedException;

/** Ports as a user gives them. */
final class Ports {
    private static final int LAST = 65_535;

    private Ports() {}

    /** 0 takes a free one. */
    static void check(int port) {
        if (port < 0 || port > LAST) {
            throw CommandFailedException.badInput("--port must be 0 to " + LAST);
        }
    }
}
