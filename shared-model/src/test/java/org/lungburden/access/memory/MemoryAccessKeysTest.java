package org.lungburden.access.memory;

import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessKeysContract;

class MemoryAccessKeysTest extends AccessKeysContract {
    private final MemoryAccessKeys keys = new MemoryAccessKeys();

    @Override
    protected AccessKeys keys() {
        return keys;
    }
}
