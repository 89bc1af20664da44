package dev.leeward.api;

/** Who calls, as authenticated. */
record Caller(String name, Role role) {
    /** Anybody on this machine, where no tokens are configured and nobody else can connect. */
    static final Caller LOCAL = new Caller("local", Role.OPERATOR);
    /** Nobody in particular, on routes that are open to all. */
    static final Caller ANYONE = new Caller("anyone", Role.VIEWER);
}
