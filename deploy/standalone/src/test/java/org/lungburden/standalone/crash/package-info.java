/** Kills the service at chosen points and looks at what is left. */
@org.jspecify.annotations.NullMarked
package org.lungburden.standalone.crash;
