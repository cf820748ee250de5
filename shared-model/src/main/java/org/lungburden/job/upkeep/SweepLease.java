package org.lungburden.job.upkeep;

import java.time.Duration;

/** Lets one process at a time list the artifact store, however many there are. */
public interface SweepLease {

    /**
     * Takes the lease or renews it. A lease that this process has let expire may belong to another one meanwhile.
     *
     * @param time from now on
     * @return false while another process holds it
     */
    boolean take(Duration time);

    /** Takes the lease even from another holder. Only the sole process on the store may call this. */
    void takeOver(Duration time);

    /** Lets any process sweep. Does nothing unless this process holds the lease. */
    void giveBack();
}
