package org.lungburden.endurance;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Structure;

/** What this process has from the GNU C library and not given back: mallinfo2(3), all arenas and mapped blocks. */
final class LentMemory {
    private LentMemory() {}

    static long kib() {
        Statistics now = Native.load("c", Allocator.class).mallinfo2();
        return (now.uordblks.longValue() + now.hblkhd.longValue()) / 1024;
    }

    /** glibc 2.33 and later. */
    public interface Allocator extends Library {
        Statistics mallinfo2();
    }

    /** The fields of {@code struct mallinfo2} in their order, in bytes or blocks. */
    @Structure.FieldOrder({
        "arena",
        "ordblks",
        "smblks",
        "hblks",
        "hblkhd",
        "usmblks",
        "fsmblks",
        "uordblks",
        "fordblks",
        "keepcost"
    })
    public static final class Statistics extends Structure implements Structure.ByValue {
        public NativeLong arena = new NativeLong();
        public NativeLong ordblks = new NativeLong();
        public NativeLong smblks = new NativeLong();
        public NativeLong hblks = new NativeLong();
        /** Bytes in blocks that are mapped one by one. */
        public NativeLong hblkhd = new NativeLong();

        public NativeLong usmblks = new NativeLong();
        public NativeLong fsmblks = new NativeLong();
        /** Bytes lent out. */
        public NativeLong uordblks = new NativeLong();

        public NativeLong fordblks = new NativeLong();
        public NativeLong keepcost = new NativeLong();
    }
}
