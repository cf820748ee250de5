package org.lungburden.audit.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lungburden.audit.AuditCursor;
import org.lungburden.audit.AuditEntry;
import org.lungburden.audit.AuditLog;
import org.lungburden.audit.AuditPage;
import org.lungburden.audit.AuditQuery;
import org.lungburden.audit.AuditRecord;

/** Entries in memory. */
public class MemoryAuditLog implements AuditLog {
    private final List<Numbered> entries = new ArrayList<>();
    private boolean failing;

    private record Numbered(int number, String owner, AuditRecord record) {}

    @Override
    public <T> T with(AuditEntry entry, Supplier<T> change) {
        T changed = change.get();
        write(entry);
        return changed;
    }

    @Override
    public <T> T with(Supplier<T> change, Function<T, List<AuditEntry>> entriesOf) {
        T changed = change.get();
        write(entriesOf.apply(changed));
        return changed;
    }

    @Override
    public synchronized void write(List<AuditEntry> several) {
        several.forEach(this::write);
    }

    @Override
    public synchronized void write(AuditEntry entry) {
        if (failing) {
            throw new IllegalStateException("the audit takes nothing");
        }
        entries.add(new Numbered(
                entries.size(),
                entry.actor().owner(),
                new AuditRecord(
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        entry.actor().name(),
                        entry.action().name(),
                        entry.jobId(),
                        entry.item(),
                        entry.refusal() == null ? null : entry.refusal().name(),
                        entry.times())));
    }

    @Override
    public synchronized AuditPage list(AuditQuery query) {
        long before = query.cursor() == null
                ? Long.MAX_VALUE
                : AuditCursor.decode(query.cursor()).number();
        List<Numbered> found = entries.stream()
                .sorted(Comparator.comparingInt(Numbered::number).reversed())
                .filter(each -> each.number() < before && matches(each, query))
                .limit(query.limit() + 1L)
                .toList();
        boolean more = found.size() > query.limit();
        List<Numbered> page = more ? found.subList(0, query.limit()) : found;
        return new AuditPage(
                page.stream().map(Numbered::record).toList(), more ? cursor(page.get(page.size() - 1)) : null);
    }

    private static String cursor(Numbered last) {
        return new AuditCursor(last.record().at(), last.number()).encode();
    }

    private static boolean matches(Numbered entry, AuditQuery query) {
        return entry.owner().equals(query.owner())
                && (query.job() == null
                        || Objects.equals(query.job(), entry.record().jobId()))
                && (query.actor() == null || query.actor().equals(entry.record().actor()))
                && (query.from() == null || !entry.record().at().isBefore(query.from()));
    }

    @Override
    public synchronized int expire(Duration keep, int limit) {
        Instant end = Instant.now().minus(keep);
        List<Numbered> old = entries.stream()
                .filter(each -> each.record().at().isBefore(end))
                .limit(limit)
                .toList();
        entries.removeAll(old);
        return old.size();
    }

    /** Every entry of every owner, oldest first. */
    public synchronized List<AuditRecord> all() {
        return entries.stream().map(Numbered::record).toList();
    }

    public synchronized void failWrites(boolean fail) {
        failing = fail;
    }

    public synchronized void clear() {
        entries.clear();
    }
}
