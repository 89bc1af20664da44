package dev.leeward.probe.wire;

/** Something that happens at a moment unless it is called off. Belongs to the loop's thread. */
abstract class Deadline {
    /** On the scale of {@link System#nanoTime}. */
    long at;

    /** Place in the heap of {@link Deadlines}, -1 outside. */
    int place = -1;

    /** Called once, when the moment has come; it is out of the heap by then. */
    abstract void passed();
}
