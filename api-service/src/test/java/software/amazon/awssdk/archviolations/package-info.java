/** A stand-in for the proofs of the architecture's rules. */
@NullMarked
package software.amazon.awssdk.archviolations;

import org.jspecify.annotations.NullMarked;
