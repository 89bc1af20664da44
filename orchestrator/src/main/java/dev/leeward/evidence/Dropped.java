package dev.leeward.evidence;

/** Why something that a peer told does not count. */
public enum Dropped {
    /** It comes under another name than the peer's. */
    IMPOSTOR,
    /** It was told before. */
    REPEATED,
    /** It is older than evidence may be. */
    OLD,
    /** The probe is not in this node's configuration. */
    UNKNOWN_PROBE,
    /** The peer asks something else by the same name. */
    OTHER_CHECK,
    /** It is nothing that this version understands. */
    UNREADABLE,
    /** The answer was so long on the way that it does not say when things were seen. */
    SLOW,
    /** It was told while nobody listened, and is gone. */
    MISSED
}
