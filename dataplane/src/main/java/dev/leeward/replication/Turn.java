package dev.leeward.replication;

/** A piece of work that is done again and again by a thread of its own. */
public interface Turn {
    /** Does what there is to do now, not more than a few calls; says whether there was anything. */
    boolean take();
}
