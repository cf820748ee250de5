@NullMarked
package org.lungburden.api.webhook.send;

import org.jspecify.annotations.NullMarked;
