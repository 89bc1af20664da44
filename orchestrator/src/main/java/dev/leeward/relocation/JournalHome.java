package dev.leeward.relocation;

/** A place where a journal lies or may lie, for those who do not lead. */
public interface JournalHome {
    /** What it is called in a sentence; the same for the same place. */
    String name();

    /** What lies there now, whether a node writes it or not. Changes nothing. */
    KeptChain look() throws RelocationException;

    /** Keeps every node away until it is given back; refused while one leads. */
    Custody take() throws RelocationException;
}
