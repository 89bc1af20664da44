package dev.leeward.relocation;

import dev.leeward.format.ChainEnds;
import dev.leeward.format.Lines;
import java.util.List;

/**
 * A place that no node can write meanwhile. Whatever happens to the process, a place that is being filled is known as such:
 * nothing starts on it, and filling it begins anew.
 */
public interface Custody extends AutoCloseable {
    /** What lies there, as far as it is written now. */
    KeptChain chain() throws RelocationException;

    /** Begins to take the journal of {@code from} in; what an attempt before has left is thrown away. */
    void receive(String from) throws RelocationException;

    /** Takes lines in, in order. */
    void write(List<Lines.Line> lines) throws RelocationException;

    /** Takes in where the chain begins and ends, and its snapshot (empty when there is none). */
    void complete(ChainEnds ends, String snapshot) throws RelocationException;

    /** From now on nodes may start on it. */
    void open() throws RelocationException;

    /** From now on it is a backup of {@code of}: no node starts on it. */
    void lay(String of) throws RelocationException;

    /** From now on the journal goes on at {@code to}: no node starts on this one. */
    void retire(String to) throws RelocationException;

    @Override
    void close();
}
