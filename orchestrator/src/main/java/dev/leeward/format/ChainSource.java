package dev.leeward.format;

import java.util.List;

/**
 * A chain as it is kept somewhere, at one moment.
 *
 * @param <X> how reading it fails
 */
public interface ChainSource<X extends Exception> {
    /** Where it begins and ends. */
    ChainEnds ends() throws X;

    /** At most {@code limit} lines after {@code sequence}, in order. */
    List<Lines.Line> lines(long sequence, int limit) throws X;

    /** The text of the snapshot, empty when there is none. */
    String snapshot() throws X;

    /** The hash of line {@code sequence}, or of the last forgotten one where that is later; empty when it is missing. */
    String hashOf(long sequence) throws X;
}
