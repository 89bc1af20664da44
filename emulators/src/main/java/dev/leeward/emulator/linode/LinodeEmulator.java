package dev.leeward.emulator.linode;

import dev.leeward.emulator.dns.ZoneStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The Linode API v4 for domains and records, and for what is read and switched of NodeBalancers, on loopback, with everything in memory. What is written through it is
 * published to a {@link ZoneStore}, so that a name server beside it answers accordingly. Thread-safe.
 */
public final class LinodeEmulator implements AutoCloseable {
    private final LinodeAccount account;
    private final LinodeBalancers balancers = new LinodeBalancers();
    private final LinodePublisher publisher;
    private final LinodeAccess access;
    private final LinodeFaults faults = new LinodeFaults();
    private final LinodeServer server;

    private LinodeEmulator(InetSocketAddress address, ZoneStore store, InstantSource clock) throws IOException {
        publisher = new LinodePublisher(store);
        account = new LinodeAccount(this::changed);
        access = new LinodeAccess(clock);
        server = new LinodeServer(address, new LinodeRoutes(account, balancers, publisher), access, faults);
    }

    /**
     * Starts the API.
     *
     * @param port 0 picks a free one
     * @throws IOException if the port cannot be had
     */
    public static LinodeEmulator start(InetAddress host, int port, ZoneStore store) throws IOException {
        return new LinodeEmulator(new InetSocketAddress(host, port), store, InstantSource.system());
    }

    /** Starts the API on a free port of 127.0.0.1. */
    public static LinodeEmulator start(ZoneStore store) throws IOException {
        return start(InetAddress.ofLiteral("127.0.0.1"), 0, store);
    }

    /** What a client is given as the API's address, such as {@code http://127.0.0.1:40000/v4}. */
    public URI apiUrl() {
        return server.apiUrl();
    }

    /** Accepts a token from now on, for these scopes, such as {@code domains:read_write} or {@code *}. */
    public void grant(String token, String scopes) {
        access.grant(token, scopes);
    }

    /** Accepts a token no longer. */
    public void revoke(String token) {
        access.revoke(token);
    }

    /** How many calls a minute are let through, 800 unless set. */
    public void limitRate(int callsPerMinute) {
        access.limit(callsPerMinute);
    }

    /** How long after a write the name servers serve it; nothing unless set. */
    public void publishAfter(Duration delay) {
        publisher.delay(delay);
    }

    /** Whether the TTL of a new record gets lost, as was seen; off unless set. */
    public void forgetTtlOnCreate(boolean forget) {
        account.forgetTtlOnCreate(forget);
    }

    /** Adds an active domain; {@code ttlSec} is its default TTL, 0 being a day. */
    public LinodeDomain addDomain(String name, int ttlSec) {
        return account.addDomain(name, ttlSec);
    }

    /** Puts a domain as given, for example disabled. */
    public void putDomain(LinodeDomain domain) {
        account.put(domain);
    }

    /** Deletes a domain and its records. */
    public void removeDomain(LinodeDomain domain) {
        account.removeDomain(domain.id());
    }

    /**
     * Adds a record behind the API's back.
     *
     * @throws IllegalArgumentException if the API would refuse it
     */
    public LinodeRecord addRecord(LinodeDomain domain, String type, String name, String target, int ttlSec) {
        return done(account.create(domain, type, name, target, ttlSec, "127.0.0.1"));
    }

    /**
     * Changes a record behind the API's back, as another person or program would.
     *
     * @throws IllegalArgumentException if the API would refuse it
     */
    public LinodeRecord edit(LinodeRecord record, String target) {
        LinodeDomain domain = account.domain(record.domainId())
                .orElseThrow(() -> new IllegalArgumentException("no domain of " + record));
        return done(account.update(domain, record, null, target, null, "127.0.0.1"));
    }

    /** Deletes a record behind the API's back. */
    public void removeRecord(LinodeRecord record) {
        account.domain(record.domainId()).ifPresent(domain -> account.delete(domain, record.id()));
    }

    /** The records of a domain, oldest first. */
    public List<LinodeRecord> records(LinodeDomain domain) {
        return account.records(domain.id());
    }

    /** The account's NodeBalancers. */
    public LinodeBalancers balancers() {
        return balancers;
    }

    /** What goes wrong. */
    public LinodeFaults faults() {
        return faults;
    }

    /** Stops listening: connections are refused. Does nothing when it is dead already. */
    public void kill() {
        server.kill();
    }

    /**
     * Listens again at the same address, with everything as it was.
     *
     * @throws IOException if the port was taken meanwhile
     */
    public void restart() throws IOException {
        server.restart();
    }

    /** How many calls of a kind arrived, those that went wrong included. */
    public int calls(LinodeCall call) {
        return server.calls(call);
    }

    /** The last requests, oldest first, at most {@value LinodeServer#REMEMBERED}. */
    public List<LinodeRequest> requests() {
        return server.requests();
    }

    private void changed(LinodeDomain domain) {
        publisher.publish(account, domain);
    }

    private static LinodeRecord done(Written written) {
        return switch (written) {
            case Written.Done done -> done.now();
            case Written.Refused refused -> throw new IllegalArgumentException(refused.toString());
        };
    }

    @Override
    public void close() {
        faults.clear();
        server.close();
        publisher.close();
    }
}
