/** What runs beside the requests: the outbox's relay, the reaper of leases, the purge and the sweep. Safe on several instances at once. */
@NullMarked
package org.lungburden.api.background;

import org.jspecify.annotations.NullMarked;
