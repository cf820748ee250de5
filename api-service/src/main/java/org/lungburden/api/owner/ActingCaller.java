package org.lungburden.api.owner;

import org.lungburden.audit.Actor;

/** Determines who calls, as the audit names callers. */
@FunctionalInterface
public interface ActingCaller {
    /** The caller of the request that this thread answers. */
    Actor current();
}
