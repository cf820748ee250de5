@NullMarked
package org.lungburden.api.webhook.address;

import org.jspecify.annotations.NullMarked;
