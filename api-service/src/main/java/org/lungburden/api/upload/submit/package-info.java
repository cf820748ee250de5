/** How a study that arrives becomes a job, once for each idempotency key. */
@NullMarked
package org.lungburden.api.upload.submit;

import org.jspecify.annotations.NullMarked;
