/**
 * The analytic chest: a CT of known volumes that holds no patient's data, and the segmenters that serve tests.
 * {@code PhantomSegmenter} returns the phantom's true labels, {@code BoxSegmenter} two boxes, at once or after a sleep.
 *
 * <p>Shapes are given in the phantom's own frame, in mm from the middle of the chest: x to the patient's left, y to the
 * back, z to the head.
 */
@NullMarked
package org.lungburden.phantom;

import org.jspecify.annotations.NullMarked;
