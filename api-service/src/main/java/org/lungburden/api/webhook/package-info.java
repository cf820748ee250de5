/** Tells receivers that their jobs ended: where they may be, their secrets, and what was delivered. */
@NullMarked
package org.lungburden.api.webhook;

import org.jspecify.annotations.NullMarked;
