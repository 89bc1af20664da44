package dev.leeward.cli;

/** The exit codes of every command. */
final class Exit {
    /** Fine. */
    static final int FINE = 0;
    /** The answer is no: refused, unhealthy, unsafe. */
    static final int NO = 1;
    /** Wrong usage or configuration. */
    static final int USAGE = 2;
    /** Could not reach, or could not do. */
    static final int FAILED = 3;

    private Exit() {}
}
