package dev.leeward.steering.exec;

/** An answer that is JSON of our version but does not say what was asked. */
final class Garbled extends Exception {
    private static final long serialVersionUID = 1;

    Garbled(String what) {
        super(what);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
