package dev.leeward.simulator.node;

/** The process dies right here, as by SIGKILL. */
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String where;

    Crash(String where) {
        super(where, null, false, false);
        this.where = where;
    }

    String where() {
        return where;
    }
}
