/** Takes a study in: streamed, hashed, limited, checked as far as that needs no inflating. */
@NullMarked
package org.lungburden.api.upload;

import org.jspecify.annotations.NullMarked;
