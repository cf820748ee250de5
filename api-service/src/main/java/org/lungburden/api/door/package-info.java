/** What a connection may cost: how requests are read, and how connections end whose request was answered early. */
@NullMarked
package org.lungburden.api.door;

import org.jspecify.annotations.NullMarked;
