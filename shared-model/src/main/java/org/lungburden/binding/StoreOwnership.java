package org.lungburden.binding;

import java.io.IOException;

/** Whose the artifact store is. */
@FunctionalInterface
public interface StoreOwnership {

    /**
     * Whether the store is this database's and nobody else's; asked anew each time. Only then may files that no row names
     * be removed.
     */
    boolean confirmed() throws IOException;
}
