package dev.leeward.simulator.forecast;

import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of users' requests: a pure function of what the name servers answered and how the regions were.
 *
 * <p>Users sit behind resolvers that ask again when what they hold has run out, at moments spread evenly over the time to
 * live, each time another name server. {@value #STUBBORN_SHARE} of the users sit behind something that keeps every answer
 * for an hour, whatever its time to live. Requests come evenly, and to every name alike.
 */
final class Traffic {
    /** The share of users whose answers are kept for too long. */
    static final double STUBBORN_SHARE = 0.05;

    private static final long STUBBORN_HOLD = Duration.ofHours(1).toNanos();
    private static final int ABIDING = 100;
    private static final int STUBBORN = 20;

    private final Service service;
    private final Map<RegionName, Course<Condition>> conditions;
    private final long zero;
    private final long end;
    private final Absence abiding = new Absence();
    private final Absence everybody = new Absence();
    private double lost;
    private double stubbornLost;

    /**
     * Traffic from {@code zero} to {@code end}; until then everything was well.
     *
     * @param conditions of every region
     */
    Traffic(Service service, Map<RegionName, Course<Condition>> conditions, long zero, long end) {
        this.service = service;
        this.conditions = conditions;
        this.zero = zero;
        this.end = end;
    }

    /** Takes in the users of one name: {@code share} of all. {@code servers}: what each of its name servers answered. */
    void through(SteeredName name, List<Course<Stand>> servers, double share) {
        if (name.ttl().isZero()) {
            for (int i = 0; i < servers.size(); i++) {
                ask(List.of(servers.get(i)), 0, zero, new Patience(0, 0), share / servers.size(), false);
            }
            return;
        }
        var kept = new Patience(name.ttl().toNanos(), name.failoverTtl().toNanos());
        var keptTooLong = new Patience(
                Math.max(STUBBORN_HOLD, name.ttl().toNanos()),
                Math.max(STUBBORN_HOLD, name.failoverTtl().toNanos()));
        for (int i = 0; i < ABIDING; i++) {
            long first = zero + kept.steady / ABIDING * i;
            ask(servers, i, first, kept, share * (1 - STUBBORN_SHARE) / ABIDING, false);
        }
        for (int i = 0; i < STUBBORN; i++) {
            long first = zero + keptTooLong.steady / STUBBORN * i;
            ask(servers, i, first, keptTooLong, share * STUBBORN_SHARE / STUBBORN, true);
        }
    }

    /** How long a resolver keeps an everyday answer, and one with the short time to live. */
    private record Patience(long steady, long moving) {
        long of(Stand stand) {
            return stand.shortTtl() ? moving : steady;
        }
    }

    /** One resolver, from question to question. */
    private void ask(
            List<Course<Stand>> servers, int number, long first, Patience patience, double weight, boolean stubborn) {
        var held = servers.getFirst().at(zero - 1);
        long since = zero;
        long at = first;
        for (int question = number; at < end; question++) {
            var server = servers.get(Math.floorMod(question, servers.size()));
            var answer = server.at(at);
            if (!answer.equals(held)) {
                serve(held, since, at, weight, stubborn);
                held = answer;
                since = at;
            }
            at = next(servers, at, patience.of(answer));
        }
        serve(held, since, end, weight, stubborn);
    }

    /** The next question whose answer may be another: where all servers agree, those until one changes are left out. */
    private static long next(List<Course<Stand>> servers, long at, long hold) {
        long change = Long.MAX_VALUE;
        boolean agree = true;
        for (var server : servers) {
            change = Math.min(change, server.next(at));
            agree &= server.at(at).equals(servers.getFirst().at(at));
        }
        if (hold == 0) return change;
        if (!agree) return at + hold;
        return change == Long.MAX_VALUE ? change : at + Math.max(1, (change - at) / hold) * hold;
    }

    private void serve(Stand stand, long from, long to, double weight, boolean stubborn) {
        var region = stand.region(service);
        if (region.isEmpty()) {
            lose(from, to, 1, weight, stubborn);
            return;
        }
        var course = Optional.ofNullable(conditions.get(region.get()));
        course.ifPresent(c -> c.over(from, to, (a, b, condition) -> lose(a, b, failing(condition), weight, stubborn)));
    }

    private void lose(long from, long to, double failing, double weight, boolean stubborn) {
        if (failing == 0 || from >= to) return;
        double seconds = (to - from) / 1e9 * failing * weight;
        lost += seconds;
        if (stubborn) stubbornLost += seconds;
        if (failing < 1) return;
        everybody.add(from, to);
        if (!stubborn) abiding.add(from, to);
    }

    /** The share of requests that fail. */
    private static double failing(Condition condition) {
        if (condition == Condition.HALF) return 1.0 / 3;
        return condition.serves() ? 0 : 1;
    }

    /** Requests that failed, in seconds of all traffic. */
    double lost() {
        return lost;
    }

    /** Those of them that failed behind something that keeps answers for too long. */
    double stubbornLost() {
        return stubbornLost;
    }

    /** The first outage of those who respect times to live. */
    Optional<Absence.Episode> abiding() {
        return abiding.first();
    }

    /** The first outage of all. */
    Optional<Absence.Episode> everybody() {
        return everybody.first();
    }

    /** When single users were not served. */
    static final class Absence {
        /** Outages that are further apart are two. */
        private static final long APART = Duration.ofMinutes(10).toNanos();

        /**
         * An outage.
         *
         * @param half when half of those who were hit were served again, near enough
         * @param end when the last was
         */
        record Episode(long begin, long half, long end) {}

        private record Span(long from, long to) {}

        private final List<Span> spans = new ArrayList<>();

        void add(long from, long to) {
            spans.add(new Span(from, to));
        }

        Optional<Episode> first() {
            if (spans.isEmpty()) return Optional.empty();
            spans.sort((a, b) -> Long.compare(a.from, b.from));
            long begin = spans.getFirst().from;
            long end = begin;
            var ends = new ArrayList<Long>();
            for (var span : spans) {
                if (span.from > end + APART) break;
                end = Math.max(end, span.to);
                ends.add(span.to);
            }
            ends.sort(Long::compare);
            return Optional.of(new Episode(begin, ends.get(ends.size() / 2), end));
        }
    }
}
