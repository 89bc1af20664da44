package dev.leeward.config.load;

import dev.leeward.health.HealthPolicy;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how failures are detected, and when traffic leaves and comes home. */
final class PolicyReading {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LEAST_FRESHNESS = Duration.ofSeconds(5);
    private static final Pattern BUDGET = Pattern.compile("([0-9]{1,4}) per (\\S+)");
    private static final int MAX_BUDGET = 1000;

    private static final Map<String, FailoverPolicy.Mode> FAILOVER_MODES = ordered(FailoverPolicy.Mode.values());
    private static final Map<String, FailbackPolicy.Mode> FAILBACK_MODES = ordered(FailbackPolicy.Mode.values());

    private PolicyReading() {}

    /** How failures are detected; what is not given is as {@code design} has it, or follows from other values. */
    static HealthPolicy detection(Section section, HealthPolicy design) {
        Duration interval = section.value(
                "interval",
                design.interval(),
                Values.duration(ProbeReading.LEAST_INTERVAL, ProbeReading.MOST_INTERVAL));
        Duration timeout = section.value(
                "timeout",
                timeoutWithin(interval, design.timeout()),
                Values.duration(ProbeReading.LEAST_TIMEOUT, ProbeReading.MOST_TIMEOUT));
        Duration burst = section.value(
                "burst",
                shorter(interval, design.burst()),
                Values.duration(ProbeReading.LEAST_BURST, ProbeReading.MOST_INTERVAL));
        return new HealthPolicy(
                interval,
                timeout,
                burst,
                section.value("failures", design.failures(), Values.number(1, 100)),
                section.value("timeout-weight", design.timeoutWeight(), Values::share),
                section.value("reset-after", design.resetAfter(), Values.number(1, 1000)),
                section.value("recoveries", design.recoveries(), Values.number(1, 1000)),
                section.value("quorum", design.quorum(), Values.number(1, 100)),
                section.value("fresh-for", freshness(interval, timeout), Values.duration(Duration.ofSeconds(1), DAY)));
    }

    /** The default timeout where looks are closer together than it allows: four fifths of the interval. */
    static Duration timeoutWithin(Duration interval, Duration timeout) {
        return shorter(interval.multipliedBy(4).dividedBy(5), timeout);
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Four intervals, and long enough for a look to begin and end twice. */
    private static Duration freshness(Duration interval, Duration timeout) {
        Duration twoLooks = interval.plus(timeout).multipliedBy(2);
        return longer(LEAST_FRESHNESS, longer(interval.multipliedBy(4), twoLooks));
    }

    static FailoverPolicy failover(Section section) {
        var design = FailoverPolicy.defaults();
        Budget budget =
                section.value("budget", new Budget(design.budget(), design.budgetWindow()), PolicyReading::budget);
        return new FailoverPolicy(
                section.value("mode", design.mode(), Values.choice(FAILOVER_MODES)),
                section.value("dwell", design.dwell(), Values.duration(Duration.ZERO, Duration.ofDays(7))),
                budget.count(),
                budget.window(),
                section.optional("max-data-loss", Values.duration(Duration.ZERO, DAY)),
                section.value(
                        "settle-after",
                        design.settleAfter(),
                        Values.duration(Duration.ofSeconds(1), Duration.ofDays(7))));
    }

    static FailbackPolicy failback(Section section) {
        var design = FailbackPolicy.defaults();
        return new FailbackPolicy(
                section.value("mode", design.mode(), Values.choice(FAILBACK_MODES)),
                section.value(
                        "stable-for", design.stableFor(), Values.duration(Duration.ofSeconds(1), Duration.ofDays(30))),
                section.optional("window", WindowText::parse));
    }

    private record Budget(int count, Duration window) {}

    private static Optional<Budget> budget(Cell cell) {
        return Values.words(cell).flatMap(text -> {
            Matcher shape = BUDGET.matcher(text);
            if (!shape.matches()) {
                return cell.wrong("expected a number per length of time, found " + cell.found(), "write 3 per 24h");
            }
            int count = Integer.parseInt(shape.group(1));
            Optional<Duration> window = DurationText.parse(shape.group(2));
            if (window.isEmpty()) {
                return cell.wrong(
                        Cell.quoted(shape.group(2)) + " is no length of time",
                        DurationText.guess(shape.group(2))
                                .map(g -> "did you mean " + g + "?")
                                .orElse("write 3 per 24h"));
            }
            if (count < 1 || count > MAX_BUDGET) {
                return cell.wrong(
                        "must allow from 1 to " + MAX_BUDGET + " transitions, allows " + count,
                        "to allow none, set mode: manual");
            }
            return Values.within(cell, window.get(), Duration.ofMinutes(1), Duration.ofDays(30))
                    .map(length -> new Budget(count, length));
        });
    }

    private static <E extends Enum<E>> Map<String, E> ordered(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) words.put(Words.of(value), value);
        return words;
    }
}
