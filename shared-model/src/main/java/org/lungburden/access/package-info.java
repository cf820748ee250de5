/** The keys with which programs and people call the service, and what a key allows. */
@NullMarked
package org.lungburden.access;

import org.jspecify.annotations.NullMarked;
