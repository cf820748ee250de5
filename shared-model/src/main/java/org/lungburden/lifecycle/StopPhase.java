package org.lungburden.lifecycle;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** The order in which the parts of a process stop, first to last. Spring starts the parts in the reverse order. */
public enum StopPhase {
    /** Waiting clients get their answer first, because an open request delays the stop of the web server. */
    WAITING_CLIENTS(SmartLifecycle.DEFAULT_PHASE),

    /** The web server lets its requests end, and the worker its job. Both graces run at the same time. */
    WORK(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE),

    /** The web server closes its port; Spring does this itself. */
    WEB_SERVER(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE),

    /** Relay, reaper, purge and sweep stop last, because the relay must still publish the last uploads' jobs. */
    BACKGROUND(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 2048);

    private final int phase;

    StopPhase(int phase) {
        this.phase = phase;
    }

    /** The value for {@link SmartLifecycle#getPhase()}. */
    public int phase() {
        return phase;
    }
}
