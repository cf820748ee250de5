/** Signs and sends messages, lane by lane. Alone knows the HTTP client. */
@NullMarked
package org.lungburden.api.webhook.send;

import org.jspecify.annotations.NullMarked;
