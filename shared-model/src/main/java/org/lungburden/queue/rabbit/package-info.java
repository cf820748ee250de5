/** The queue of several machines: RabbitMQ 3.10 or newer. The only package that knows its client library. */
@NullMarked
package org.lungburden.queue.rabbit;

import org.jspecify.annotations.NullMarked;
