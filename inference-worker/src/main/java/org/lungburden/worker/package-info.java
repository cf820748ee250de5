/** What the rooms of the worker share: its settings, and how its process ends. */
@NullMarked
package org.lungburden.worker;

import org.jspecify.annotations.NullMarked;
