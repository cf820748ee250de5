package org.lungburden.audit.memory;

import org.lungburden.audit.AuditLog;
import org.lungburden.audit.AuditLogContract;

class MemoryAuditLogTest extends AuditLogContract {
    private final MemoryAuditLog log = new MemoryAuditLog();

    @Override
    protected AuditLog log() {
        return log;
    }
}
