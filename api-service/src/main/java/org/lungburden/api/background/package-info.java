/** What runs beside the requests: the outbox's relay and the reaper of leases. Safe on several instances at once. */
@NullMarked
package org.lungburden.api.background;

import org.jspecify.annotations.NullMarked;
