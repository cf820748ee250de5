/** Shows which model the workers run. */
@NullMarked
package org.lungburden.api.model;

import org.jspecify.annotations.NullMarked;
