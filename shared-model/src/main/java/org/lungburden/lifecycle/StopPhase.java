package org.lungburden.lifecycle;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** The order in which the parts of a process stop: the first one here stops first. Spring starts them the other way round. */
public enum StopPhase {
    /** Clients that wait for a job get their answer, so that none of them holds up the web server. */
    WAITING_CLIENTS(SmartLifecycle.DEFAULT_PHASE),

    /** The web server lets requests end, and the worker its job: both graces run at the same time. */
    WORK(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE),

    /** The web server closes its port; Spring does this itself. */
    WEB_SERVER(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE),

    /** Relay, reaper, purge and sweep: the last uploads still want their job sent. */
    BACKGROUND(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 2048);

    private final int phase;

    StopPhase(int phase) {
        this.phase = phase;
    }

    /** For {@link SmartLifecycle#getPhase()}. */
    public int phase() {
        return phase;
    }
}
