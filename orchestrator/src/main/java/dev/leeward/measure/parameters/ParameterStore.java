package dev.leeward.measure.parameters;

import dev.leeward.aws.BoundedCall;
import dev.leeward.aws.Heard;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.joint.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The calls of Parameter Store that are needed, in one region. Thread-safe; writes take turns. */
final class ParameterStore implements AutoCloseable {
    /** Parameter Store takes three writes a second from an account, unless more was asked for. */
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(350);

    /** A parameter keeps a hundred versions; this is twice as many. */
    private static final int MAX_PAGES = 4;

    private static final int PAGE = 50;

    private final SsmClient client;
    private final String service;
    private long due = System.nanoTime();

    ParameterStore(SsmClient client, String region) {
        this.client = client;
        this.service = "Parameter Store in " + region;
    }

    /** All versions that are kept, the newest last; at least one. */
    Heard<List<Version>> history(String name, Deadline end) {
        List<Version> versions = new ArrayList<>();
        @Nullable String token = null;
        for (int i = 0; i < MAX_PAGES; i++) {
            switch (page(name, token, end)) {
                case Heard.Missing<GetParameterHistoryResponse>(var problem, var error, var certain) -> {
                    return new Heard.Missing<>(problem, error, certain);
                }
                case Heard.Given<GetParameterHistoryResponse>(var page) -> {
                    page.parameters().forEach(each -> versions.add(new Version(each)));
                    token = page.nextToken();
                }
            }
            if (token == null || token.isEmpty()) return sorted(name, versions);
        }
        return new Heard.Missing<>(
                Problem.lasting(FaultCode.EXHAUSTED, name + " has more versions than a parameter can have"), "", true);
    }

    private Heard<List<Version>> sorted(String name, List<Version> versions) {
        if (versions.isEmpty()) {
            return new Heard.Missing<>(Problem.lasting(FaultCode.NOT_FOUND, service + " knows no " + name), "", true);
        }
        versions.sort(Comparator.comparingLong(Version::number));
        return new Heard.Given<>(List.copyOf(versions));
    }

    private Heard<GetParameterHistoryResponse> page(String name, @Nullable String token, Deadline end) {
        return BoundedCall.make(
                service,
                end.left(),
                limit -> client.getParameterHistory(all -> all.name(name)
                        .withDecryption(true)
                        .maxResults(PAGE)
                        .nextToken(token)
                        .overrideConfiguration(limit)));
    }

    /**
     * Writes a new version, of the same type, tier and key as {@code like}.
     *
     * @return its number
     */
    Heard<Long> put(String name, String value, Mark mark, Version like, Deadline end) {
        if (!turn(end)) {
            return new Heard.Missing<>(
                    Problem.passing(FaultCode.EXHAUSTED, "too many writes to " + service + " wait for their turn"),
                    "",
                    true);
        }
        var raw = like.raw();
        boolean secret = raw.type() == ParameterType.SECURE_STRING;
        Heard<Long> heard = BoundedCall.make(
                service,
                end.left(),
                limit -> Objects.requireNonNullElse(
                        client.putParameter(all -> all.name(name)
                                        .value(value)
                                        .overwrite(true)
                                        .description(mark.behind(like.description()))
                                        .type(raw.type())
                                        .tier(raw.tier())
                                        // Without it the key would become the account's own again.
                                        .keyId(secret ? raw.keyId() : null)
                                        .overrideConfiguration(limit))
                                .version(),
                        0L));
        return heard;
    }

    private boolean turn(Deadline end) {
        long wait = take(end.left().toNanos());
        if (wait < 0) return false;
        try {
            Thread.sleep(Duration.ofNanos(wait));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized long take(long most) {
        long now = System.nanoTime();
        long wait = Math.max(0, due - now);
        if (wait > most) return -1;
        due = now + wait + BETWEEN_WRITES.toNanos();
        return wait;
    }

    @Override
    public void close() {
        client.close();
    }
}
