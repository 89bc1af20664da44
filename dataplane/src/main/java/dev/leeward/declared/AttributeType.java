package dev.leeward.declared;

/** The types that a key attribute can have, under DynamoDB's names. */
public enum AttributeType {
    /** Text. */
    S,
    /** Number. */
    N,
    /** Bytes. */
    B
}
