/** What the tests of several rooms share. */
@org.jspecify.annotations.NullMarked
package org.lungburden.testing;
