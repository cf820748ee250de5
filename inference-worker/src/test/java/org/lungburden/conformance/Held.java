package org.lungburden.conformance;

import java.util.List;

/**
 * A row of the page.
 *
 * @param says the cell in the middle
 * @param tests {@code Class} or {@code Class#method}
 */
record Held(String says, List<String> tests) {
    static Held by(String says, String... tests) {
        return new Held(says, List.of(tests));
    }
}
