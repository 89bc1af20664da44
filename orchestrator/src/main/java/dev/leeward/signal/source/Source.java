package dev.leeward.signal.source;

/** Reads what one sender sends: who it is from, and then what it says. Never throws, whatever it is given. */
@FunctionalInterface
public interface Source {
    /** What {@code delivery} says, or why it is not taken. */
    Reading read(Delivery delivery);
}
