package dev.leeward.format;

/** A value does not fit; becomes {@link Read.Unreadable} at the edge of this package. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String path, String what) {
        super((path.isEmpty() ? "" : path + ": ") + what);
    }
}
