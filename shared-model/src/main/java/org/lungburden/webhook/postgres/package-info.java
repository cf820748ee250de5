/** The tables of deliveries and secrets. */
@NullMarked
package org.lungburden.webhook.postgres;

import org.jspecify.annotations.NullMarked;
