package dev.leeward.probe.wire;

import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.resolve.Lookup;
import dev.leeward.resolve.Names;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A wire prober with made-up names, and looks that are waited for. */
final class WireRig implements AutoCloseable {

    /** Names that the test makes up. */
    static final class FixedNames implements Names {
        private final Map<String, Lookup> known = new HashMap<>();

        void put(String name, String... addresses) {
            known.put(
                    name,
                    new Lookup.Found(List.of(addresses).stream()
                            .map(InetAddress::ofLiteral)
                            .toList()));
        }

        void put(String name, Lookup lookup) {
            known.put(name, lookup);
        }

        @Override
        public CompletionStage<Lookup> lookUp(String host, Duration within) {
            return CompletableFuture.completedFuture(
                    known.getOrDefault(host, new Lookup.Absent("there is no name " + host, false)));
        }
    }

    private static final List<Duration> LIMITS =
            List.of(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(10));

    final FixedNames names = new FixedNames();
    final Prober prober = new WireProber(names, InstantSource.system(), "leeward/test");

    Sighting look(Check check, Duration timeout) {
        CompletableFuture<Sighting> seen = new CompletableFuture<>();
        prober.look(new Probe(new ProbeId("test"), check, timeout, timeout, timeout), seen::complete);
        return seen.orTimeout(timeout.toMillis() + 30_000, TimeUnit.MILLISECONDS)
                .join();
    }

    Sighting look(Check check) {
        return look(check, Duration.ofSeconds(30));
    }

    Sighting.Failing failing(Check check) {
        return failing(check, Duration.ofSeconds(30));
    }

    Sighting.Failing failing(Check check, Duration timeout) {
        Sighting seen = look(check, timeout);
        if (seen instanceof Sighting.Failing failing) return failing;
        throw new AssertionError("Not failing: " + seen);
    }

    /**
     * A look at a target that stalls, which ran out of time in this phase. It has longer where the machine is so busy that
     * the time is over before that phase begins.
     */
    Sighting.Failing outOfTime(Check check, String phase) {
        Sighting.Failing seen = failing(check, LIMITS.getFirst());
        for (int i = 1; i < LIMITS.size() && !seen.detail().endsWith(phase); i++) {
            seen = failing(check, LIMITS.get(i));
        }
        return seen;
    }

    static Check.Http get(String url) {
        return Check.Http.get(URI.create(url));
    }

    static Check.Http expecting(String url, Check.Expectation expect) {
        return new Check.Http(URI.create(url), "GET", Map.of(), Optional.empty(), expect, Check.TlsPolicy.strict(), 0);
    }

    static Check.Http body(String url, String pattern) {
        return expecting(url, new Check.Expectation(Set.of(), Optional.of(pattern), Map.of(), Map.of()));
    }

    static Check.Http json(String url, Map<String, String> values) {
        return expecting(url, new Check.Expectation(Set.of(), Optional.empty(), values, Map.of()));
    }

    static Check.Http following(String url, int redirects) {
        return new Check.Http(
                URI.create(url),
                "GET",
                Map.of("Authorization", "secret", "X-Probe", "yes"),
                Optional.empty(),
                Check.Expectation.any2xx(),
                Check.TlsPolicy.strict(),
                redirects);
    }

    @Override
    public void close() {
        prober.close();
    }
}
