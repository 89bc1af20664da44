package dev.leeward.journal.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.leadership.Leadership.Candidacy;
import dev.leeward.testkit.journal.JournalPlace;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal below a prefix of its own, and a person with {@code etcdctl} who damages it. */
final class KeysPlace implements JournalPlace, AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(4);
    private static final AtomicInteger PREFIXES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final URI endpoint;
    private final Keys keys = new Keys("/test/" + PREFIXES.incrementAndGet());
    private final Client client;
    private final List<EtcdLeadership> opened = new ArrayList<>();

    KeysPlace(URI endpoint) {
        this.endpoint = endpoint;
        this.client = Client.builder().endpoints(endpoint).build();
    }

    Keys keys() {
        return keys;
    }

    Client client() {
        return client;
    }

    /** Where it is, for the node {@code node}. */
    EtcdPlace at(List<URI> through, String node) {
        return new EtcdPlace(through, keys.prefix(), Optional.empty(), Optional.empty(), node, "1.0", LEASE);
    }

    EtcdLeadership leadership(String node) {
        return leadership(endpoint, node);
    }

    EtcdLeadership leadership(URI through, String node) {
        var opening = EtcdLeadership.open(at(List.of(through), node));
        assertThat(opening).isInstanceOf(EtcdLeadership.Opening.Opened.class);
        var leadership = ((EtcdLeadership.Opening.Opened) opening).leadership();
        opened.add(leadership);
        return leadership;
    }

    @Override
    public Opening open() {
        try {
            return switch (leadership("node-a").campaign(PATIENCE)) {
                case Candidacy.Elected elected ->
                    new Opening.Opened(elected.term().journal());
                case Candidacy.Waiting waiting ->
                    new Opening.Refused(Problem.lasting(
                            FaultCode.CONFLICT,
                            "another orchestrator: " + waiting.standing().sentence()));
                case Candidacy.Refused refused -> new Opening.Refused(refused.problem());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void alter(long sequence) {
        put(sequence, get(sequence).replace("\"version\":\"1.0\"", "\"version\":\"9.9\""));
    }

    @Override
    public void remove(long sequence) {
        await(client.getKVClient().delete(keys.entry(sequence)));
    }

    @Override
    public void swap(long one, long other) {
        var first = get(one);
        put(one, get(other));
        put(other, first);
    }

    String get(long sequence) {
        return Keys.text(
                await(client.getKVClient().get(keys.entry(sequence))).getKvs().getFirst());
    }

    private void put(long sequence, String value) {
        await(client.getKVClient().put(keys.entry(sequence), ByteSequence.from(value, StandardCharsets.UTF_8)));
    }

    static <T> T await(Future<T> answer) {
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        opened.forEach(EtcdLeadership::close);
        client.close();
    }
}
