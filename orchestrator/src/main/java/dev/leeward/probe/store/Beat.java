package dev.leeward.probe.store;

/**
 * What is written to a canary.
 *
 * @param run who writes, new with each start of a node
 * @param number of this write
 */
record Beat(String run, long number) {
    /** As it stands in the item. */
    String text() {
        return run + " " + number;
    }

    /**
     * Whether {@code found} may stand there after this one was written: looks overlap, so that it may be a later one's, and
     * somebody who calls himself the same may have written between.
     */
    boolean allows(String found) {
        int space = found.indexOf(' ');
        if (space < 0 || !found.substring(0, space).equals(run)) return !found.isEmpty();
        return Long.parseLong(found.substring(space + 1)) >= number;
    }
}
