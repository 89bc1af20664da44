package dev.leeward.steering.linode;

import dev.leeward.steering.Epoch;
import dev.leeward.steering.SteeringOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The TXT record beside the steered name that carries an epoch: {@code v=leeward1 epoch=7 op=run-7/steer}.
 *
 * <p>Marks are only ever added, and the highest counts. Linode knows no compare-and-set: whoever edited one mark in place
 * could, paused between its look and its write, put a lower epoch over a higher one. A late mark added beside a higher one
 * changes nothing, so the epoch never falls (invariant S2). Marks below the highest are deleted after a run has succeeded.
 */
record EpochMark(long recordId, Epoch epoch) {
    private static final Pattern SHAPE = Pattern.compile("v=leeward1 epoch=(\\d{1,18})(?: .*)?");
    private static final String OURS = "v=leeward";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._:/-]");
    private static final int LONGEST_OPERATION = 120;

    /** For nobody to resolve, so that any TTL will do. */
    static final int TTL_SECONDS = 300;

    /** Whether a TXT record is meant to be a mark; others beside it are none of our business. */
    static boolean isMeant(DnsRecord record) {
        return unquoted(record.target()).startsWith(OURS);
    }

    /** The mark in a TXT record; empty when it cannot be read. */
    static Optional<EpochMark> of(DnsRecord record) {
        Matcher found = SHAPE.matcher(unquoted(record.target()));
        return found.matches()
                ? Optional.of(new EpochMark(record.id(), new Epoch(Long.parseLong(found.group(1)))))
                : Optional.empty();
    }

    static String text(SteeringOrder order) {
        String safe = UNSAFE.matcher(order.operation()).replaceAll("_");
        return "v=leeward1 epoch=%s op=%s"
                .formatted(order.epoch(), safe.substring(0, Math.min(LONGEST_OPERATION, safe.length())));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
