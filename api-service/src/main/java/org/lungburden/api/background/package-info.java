/**
 * Tasks that run beside the requests: the outbox relay, the reaper of leases, the purge and the sweep. Several
 * instances may run at once.
 */
@NullMarked
package org.lungburden.api.background;

import org.jspecify.annotations.NullMarked;
