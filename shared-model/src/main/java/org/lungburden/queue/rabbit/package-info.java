/** The queue between several machines: RabbitMQ 3.10 or newer. No other package uses its client library. */
@NullMarked
package org.lungburden.queue.rabbit;

import org.jspecify.annotations.NullMarked;
