@NullMarked
package org.lungburden.api.webhook.target;

import org.jspecify.annotations.NullMarked;
