/** Which addresses this service may call for its clients. */
@NullMarked
package org.lungburden.api.webhook.address;

import org.jspecify.annotations.NullMarked;
