/** What connections may cost. */
@org.jspecify.annotations.NullMarked
package org.lungburden.api.door;
