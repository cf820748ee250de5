/** Streams the changes of a job to clients. */
@NullMarked
package org.lungburden.api.events;

import org.jspecify.annotations.NullMarked;
