/** Who did what with which job: written by the other rooms, read by the owner's administrators. */
@NullMarked
package org.lungburden.api.audit;

import org.jspecify.annotations.NullMarked;
