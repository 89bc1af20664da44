package dev.leeward.agents;

import dev.leeward.evidence.Cursor;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What an agent is told when it asks.
 *
 * @param origin names one life of the node's process
 * @param next number to ask after
 * @param leads whether this node gives orders now; one that stands by never does
 * @param orders in the order of giving
 */
public record Orders(String origin, long next, boolean leads, List<OrderNote> orders) {
    /** Of one answer. */
    public static final int MOST = 16;

    public Orders {
        orders = List.copyOf(orders);
        if (orders.size() > MOST || next < 0) throw new IllegalArgumentException("no orders");
        if (Cursor.parse(new Cursor(origin, next).toString()).isEmpty())
            throw new IllegalArgumentException("no origin");
    }

    /** Where to go on. */
    public Cursor cursor() {
        return new Cursor(origin, next);
    }

    /** As JSON, in UTF-8. */
    public byte[] json() {
        return LinkJson.MAPPER.writeValueAsBytes(this);
    }

    /** What {@code json} says; empty when it is not what an orchestrator tells. */
    public static Optional<Orders> parse(byte[] json) {
        try {
            return Optional.ofNullable(LinkJson.MAPPER.readValue(json, Orders.class));
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }
}
