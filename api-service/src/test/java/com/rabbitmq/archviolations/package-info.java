/** A stand-in for the proofs of the architecture's rules. */
@NullMarked
package com.rabbitmq.archviolations;

import org.jspecify.annotations.NullMarked;
