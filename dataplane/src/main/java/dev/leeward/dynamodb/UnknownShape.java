package dev.leeward.dynamodb;

/** A store answered with something that we have no word for. It never leaves the call. */
final class UnknownShape extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownShape(String what) {
        super(what);
    }
}
