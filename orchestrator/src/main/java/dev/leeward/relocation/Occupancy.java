package dev.leeward.relocation;

/** What lies at a place. No node starts on a journal that has only arrived in part, was moved away, or is a backup. */
public sealed interface Occupancy {
    /** As a clause: "holds a journal of 12 lines". */
    String sentence();

    /** Nothing. */
    record Empty() implements Occupancy {
        @Override
        public String sentence() {
            return "holds nothing";
        }
    }

    /** A journal that a node may write. */
    record InUse(long last) implements Occupancy {
        @Override
        public String sentence() {
            return "holds a journal that goes to line " + last;
        }
    }

    /** A part of the journal of {@code from}, or all of it, that was not given over yet. */
    record Arriving(String from) implements Occupancy {
        @Override
        public String sentence() {
            return "holds an unfinished copy of " + from;
        }
    }

    /** A journal that goes on at {@code to}. */
    record Moved(String to) implements Occupancy {
        @Override
        public String sentence() {
            return "holds a journal that was moved to " + to;
        }
    }

    /** A copy of what {@code of} held once. */
    record Backup(String of) implements Occupancy {
        @Override
        public String sentence() {
            return "holds a backup of " + of;
        }
    }
}
