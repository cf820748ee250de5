package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobStoreFixture;

/** The order of changes whose transactions do not end in the order in which they began. */
abstract class ChangeOrderContract extends JobStoreFixture {

    /** A connection beside those of the store. */
    protected abstract Connection connect() throws SQLException;

    private JobChanges.Changed from(long position) {
        return harness().changes().from(position, JobChanges.Scope.ALL, 10);
    }

    private static List<UUID> ids(JobChanges.Changed changed) {
        return changed.changes().stream().map(change -> change.job().id()).toList();
    }

    private static void update(Connection connection, String change, UUID id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE job SET " + change + " WHERE id = ?")) {
            update.setObject(1, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void changeIsNotMissedThatIsCommittedAfterALaterOne() throws SQLException {
        UUID slow = submit().id();
        UUID quick = submit().id();
        long before = harness().settled();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            update(connection, "version = version + 1", slow);
            store().cancel("local", quick);
            JobChanges.Changed first = from(before);
            assertThat(ids(first)).containsExactly(quick);
            connection.commit();
            assertThat(ids(from(first.position()))).contains(slow);
            assertThat(ids(from(harness().settled()))).isEmpty();
        }
    }

    @Test
    void rowsOfARestoredDumpAreNoChanges() throws SQLException {
        UUID restored = submit().id();
        long before = harness().settled();
        try (Connection connection = connect()) {
            update(connection, "changed_in = CAST('4000000000' AS xid8)", restored);
        }
        assertThat(ids(from(before))).isEmpty();
        store().cancel("local", restored);
        assertThat(ids(from(before))).containsExactly(restored);
    }
}
