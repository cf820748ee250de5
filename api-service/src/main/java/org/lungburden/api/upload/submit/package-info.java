/** Creates a job from an arriving study, once for each idempotency key. */
@NullMarked
package org.lungburden.api.upload.submit;

import org.jspecify.annotations.NullMarked;
