/** The contract that is generated from the code, beside the one written by hand. */
@NullMarked
package org.lungburden.api.contract;

import org.jspecify.annotations.NullMarked;
