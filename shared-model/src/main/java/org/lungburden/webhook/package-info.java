/** Who is told when a job ends: what is to be delivered, what was tried, and the secrets that sign it. */
@NullMarked
package org.lungburden.webhook;

import org.jspecify.annotations.NullMarked;
