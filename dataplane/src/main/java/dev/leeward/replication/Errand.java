package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.table.Bookmark;
import dev.leeward.table.Known;
import dev.leeward.table.Pages;
import dev.leeward.table.Scan.Row;
import dev.leeward.table.Scan.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Going through one segment of a region, its table first and then its sidecar: to find what its stream has lost, or to bring
 * all of it to another region. It is done once for each round.
 */
final class Errand implements Turn {
    private final Territory from;
    private final Optional<Territory> to;
    private final Segment segment;
    private final Rule rule;
    private final Walk.Terms terms;
    private List<Walk<?>> walks = List.of();
    private volatile long done = -1;
    private volatile long atRest = -1;
    private volatile long seen;
    private volatile Optional<Problem> problem = Optional.empty();

    private Errand(Territory from, Optional<Territory> to, Segment segment, Rule rule, Walk.Terms terms) {
        this.from = from;
        this.to = to;
        this.segment = segment;
        this.rule = rule;
        this.terms = terms;
    }

    /** How its turns are taken. */
    interface Rule {
        /** The round that is asked for, if that is known. */
        Optional<Long> round();

        /** Whether it may begin. */
        boolean isReady();

        Walk.Visitor<Row> rows();

        Walk.Visitor<Known> entries();

        /** Whether what waited since then can be decided. */
        boolean isOpen(Instant seen);
    }

    static Errand audit(Territory of, Segment segment, Rule rule, Walk.Terms terms) {
        return new Errand(of, Optional.empty(), segment, rule, terms);
    }

    static Errand sweep(Territory from, Territory to, Segment segment, Rule rule, Walk.Terms terms) {
        return new Errand(from, Optional.of(to), segment, rule, terms);
    }

    RegionName from() {
        return from.place().replica().region();
    }

    /** Where it brings what it finds; empty if it only looks for what was lost. */
    Optional<RegionName> to() {
        return to.map(territory -> territory.place().replica().region());
    }

    /** Whether it was done for this round, or a later one. */
    boolean isDone(long round) {
        return done >= round;
    }

    /** Whether nothing of an earlier round is under way any more. */
    boolean isAtRest(long round) {
        return atRest >= round;
    }

    /** How many items and entries it went through. */
    long seen() {
        return seen;
    }

    /** What went wrong in the last turn, if anything did. */
    Optional<Problem> problem() {
        return problem;
    }

    @Override
    public boolean take() {
        Optional<Long> round = rule.round().filter(wanted -> wanted > done);
        if (round.isEmpty()) return false;
        if (walks.isEmpty() || walks.getFirst().round() != round.get()) walks = walks(round.get());
        boolean mayGoOn = rule.isReady();
        Optional<Walk<?>> next = walks.stream()
                .filter(walk -> mayGoOn ? !walk.isDone() : !walk.isAtRest())
                .findFirst();
        boolean went = next.isPresent() && next.get().take(mayGoOn);
        problem = next.flatMap(Walk::problem);
        if (walks.stream().allMatch(Walk::isAtRest)) atRest = round.get();
        seen = walks.stream().mapToLong(Walk::seen).sum();
        if (walks.stream().allMatch(Walk::isDone)) done = round.get();
        return went;
    }

    private List<Walk<?>> walks(long round) {
        var all = new ArrayList<Walk<?>>();
        all.add(walk("rows", from.grounds().rows(segment), round, rule.rows()));
        all.add(walk("entries", from.grounds().entries(segment), round, rule.entries()));
        return all;
    }

    private <T> Walk<T> walk(String what, Pages<T> pages, long round, Walk.Visitor<T> visitor) {
        // With the target's notes: a region that is new, or was made anew, has none.
        Bookmark bookmark = to.orElse(from)
                .grounds()
                .bookmark("%s %s of %s %d/%d"
                        .formatted(to.isPresent() ? "sweep" : "audit", what, from(), segment.number(), segment.of()));
        return new Walk<>(pages, bookmark, round, visitor, rule::isOpen, terms);
    }
}
