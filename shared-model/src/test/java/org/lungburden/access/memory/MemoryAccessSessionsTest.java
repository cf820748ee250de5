package org.lungburden.access.memory;

import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessSessions;
import org.lungburden.access.AccessSessionsContract;

class MemoryAccessSessionsTest extends AccessSessionsContract {
    private final MemoryAccessKeys keys = new MemoryAccessKeys();
    private final MemoryAccessSessions sessions = new MemoryAccessSessions(keys);

    @Override
    protected AccessKeys keys() {
        return keys;
    }

    @Override
    protected AccessSessions sessions() {
        return sessions;
    }
}
