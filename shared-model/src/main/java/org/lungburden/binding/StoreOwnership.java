package org.lungburden.binding;

import java.io.IOException;

/** Answers which database owns the artifact store. */
@FunctionalInterface
public interface StoreOwnership {

    /**
     * Whether the store belongs to this database and to no other; each call reads the marks again. Only then may the
     * service remove files that no row names.
     */
    boolean confirmed() throws IOException;
}
