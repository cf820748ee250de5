/** Which addresses this service may call for its clients. */
@NullMarked
package org.lungburden.api.webhook.target;

import org.jspecify.annotations.NullMarked;
