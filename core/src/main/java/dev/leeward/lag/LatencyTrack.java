package dev.leeward.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes evidence of the latency that DynamoDB measures for its own global tables, as CloudWatch tells it: for each minute in which
 * anything was replicated the longest time that a change took, and some minutes late. There is no sign that everything is there.
 * What Amazon advises is to wait ten times the longest latency; so all that was written that long before the newest minute that is
 * told of is taken to be there, and it is said that this is only a rule.
 *
 * <p>How old that minute is, is said by CloudWatch's own clock. A minute that is missing says nothing: neither that nothing was
 * written nor that nothing was replicated. Then the lag grows by the mere passing of time. Not thread-safe.
 */
public final class LatencyTrack {
    /** Of how long ago latencies are asked for, and the longest counts. */
    public static final Duration WINDOW = Duration.ofMinutes(15);

    private static final int TIMES = 10;
    /** The answer's date has no fractions. */
    private static final Duration ROUNDED = Duration.ofSeconds(1);

    private final LinkName link;
    private Optional<Instant> newest = Optional.empty();
    private LinkEvidence evidence;

    /** One that knows nothing yet. */
    public LatencyTrack(LinkName link) {
        this.link = link;
        this.evidence = LinkEvidence.unknown(link, "nobody has asked CloudWatch yet");
    }

    /**
     * What CloudWatch tells of one minute.
     *
     * @param begin when it began, by CloudWatch's clock
     * @param longest the longest time that a change took
     */
    public record Minute(Instant begin, Duration longest) {
        public Minute {
            if (longest.isNegative()) throw new IllegalArgumentException("a negative latency");
        }
    }

    /**
     * CloudWatch has answered.
     *
     * @param asked when it was asked, by the clock of whoever decides
     * @param answered when it answered, by its own
     */
    public LinkEvidence read(Instant asked, Instant answered, List<Minute> minutes) {
        Optional<Instant> last = minutes.stream().map(Minute::begin).max(Comparator.naturalOrder());
        if (last.isEmpty()) return nothing();
        // The same minute again may be told with more in it.
        if (newest.filter(last.get()::isBefore).isPresent()) return evidence;
        newest = last;
        Duration longest = minutes.stream()
                .map(Minute::longest)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration age = Duration.between(last.get(), answered.plus(ROUNDED));
        Instant safe = asked.minus(age.isNegative() ? Duration.ZERO : age).minus(longest.multipliedBy(TIMES));
        String rule = "by ten times the longest ReplicationLatency of 15 min, " + longest.toMillis() + " ms";
        evidence = new LinkEvidence(
                new LinkProgress(
                        link.from(), link.to(), link.table(), List.of(new ShardProgress.Estimated(safe, rule))),
                0);
        return evidence;
    }

    /** It could not be asked. */
    public LinkEvidence unread(String why) {
        if (!evidence.isKnown()) {
            evidence = LinkEvidence.unknown(link, "CloudWatch in " + link.from() + " cannot be read: " + why);
        }
        return evidence;
    }

    private LinkEvidence nothing() {
        if (!evidence.isKnown()) {
            evidence = LinkEvidence.unknown(
                    link,
                    "CloudWatch has no ReplicationLatency of the last 15 min; while nothing is written there is none");
        }
        return evidence;
    }
}
