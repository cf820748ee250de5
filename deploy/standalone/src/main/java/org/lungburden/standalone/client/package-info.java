/** What quantify does over HTTP, and what it shows. */
@NullMarked
package org.lungburden.standalone.client;

import org.jspecify.annotations.NullMarked;
