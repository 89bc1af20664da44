package dev.leeward.simulator.world;

import dev.leeward.simulator.trace.Happening;
import java.util.Optional;

/**
 * Who may lead: one node at a time, for as long as it gives signs of life. Stands for etcd's key that lives as long as its
 * lease. Time that passes while the service itself is down does not count, as after an election among etcd's members.
 */
public final class Leases {
    /** How long the lead lasts from a sign of life on. */
    public static final long LENGTH = 3_000_000_000L;

    /** What the service is called by those who ask it: the place at the far end of their ways. */
    public static final String PLACE = "leases";

    /** The lead that stands. */
    private record Lead(long term, long until) {}

    private final World world;
    private Optional<Lead> lead = Optional.empty();
    private long terms;
    private boolean down;

    Leases(World world) {
        this.world = world;
    }

    /** It answers nobody any more, or does again. */
    public void down(boolean now) {
        if (down && !now) standing().ifPresent(old -> stand(old.term()));
        down = now;
    }

    /** Whether nobody gets an answer. */
    public boolean down() {
        return down;
    }

    /** Whether somebody leads. */
    public boolean taken() {
        return standing().isPresent();
    }

    /** Gives the lead to whoever asks, under a number that no other term has; empty: somebody has it. */
    public Optional<Long> grant() {
        if (taken()) return Optional.empty();
        stand(++terms);
        return Optional.of(terms);
    }

    /** A sign of life of the holder of {@code term}; whether it stands still. */
    public boolean confirm(long term) {
        if (!stands(term)) return false;
        stand(term);
        return true;
    }

    /** Whether {@code term} stands. */
    public boolean stands(long term) {
        return standing().filter(held -> held.term() == term).isPresent();
    }

    /** The holder of {@code term} gives it back. */
    public void giveBack(long term) {
        if (!stands(term)) return;
        lead = Optional.empty();
        world.tell(new Happening.Leased(term, world.timeline().instant()));
    }

    private Optional<Lead> standing() {
        return lead.filter(held -> down || held.until() > world.timeline().now());
    }

    private void stand(long term) {
        lead = Optional.of(new Lead(term, world.timeline().now() + LENGTH));
        world.tell(new Happening.Leased(term, world.timeline().instant().plusNanos(LENGTH)));
    }
}
