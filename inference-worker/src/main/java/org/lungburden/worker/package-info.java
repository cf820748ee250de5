/** The parts that all packages of the worker share: its settings, and the end of its process. */
@NullMarked
package org.lungburden.worker;

import org.jspecify.annotations.NullMarked;
