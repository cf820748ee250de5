/** What the user names on the command line: which studies are there, which files each has, and what is uploaded. */
@NullMarked
package org.lungburden.standalone.study;

import org.jspecify.annotations.NullMarked;
