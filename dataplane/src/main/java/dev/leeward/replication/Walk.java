package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.table.Bookmark;
import dev.leeward.table.Bookmark.Mark;
import dev.leeward.table.Looked;
import dev.leeward.table.Pages;
import dev.leeward.table.Pages.Page;
import dev.leeward.table.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Goes through a part of a table, page by page. The bookmark is moved once all that was found on a page has been dealt with, so
 * a restart repeats one page. One thread takes the turns, each of a few calls; no more than a page is held in memory.
 */
final class Walk<T> implements Turn {
    /** What is found changed again and again is being written, and the stream tells of it. */
    private static final int MOST_VISITS = 4;

    private final Pages<T> pages;
    private final Bookmark bookmark;
    private final long round;
    private final Visitor<T> visitor;
    private final Predicate<Instant> gate;
    private final Terms terms;
    private final Deque<T> ready = new ArrayDeque<>();
    private final List<T> later = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private Optional<Mark> mark = Optional.empty();
    private Optional<Mark> next = Optional.empty();
    private Instant visited = Instant.MIN;
    private int visits;
    private Optional<Problem> problem = Optional.empty();

    /**
     * A walk that goes on where its bookmark is.
     *
     * @param round for which gap it is
     * @param gate whether enough is known of what stood there at that time to decide on what had to wait
     */
    Walk(Pages<T> pages, Bookmark bookmark, long round, Visitor<T> visitor, Predicate<Instant> gate, Terms terms) {
        this.pages = pages;
        this.bookmark = bookmark;
        this.round = round;
        this.visitor = visitor;
        this.gate = gate;
        this.terms = terms;
    }

    /** How fast it goes, and how much may be under way at once. */
    record Terms(Throttle throttle, int mostOpen, InstantSource steady) {}

    /** Deals with what is found. */
    interface Visitor<T> {
        /**
         * Looks at it.
         *
         * @param visits how often it had to wait before
         * @param settled to be run once what was begun with it is done, if {@code Begun} is returned
         */
        Visited visit(T found, int visits, Runnable settled);
    }

    /** What came of a visit. */
    sealed interface Visited {
        /** There is nothing left to do. */
        record Passed() implements Visited {}

        /** Something is under way. */
        record Begun() implements Visited {}

        /** It cannot be decided before more is known. */
        record Later() implements Visited {}

        /** It has to be tried again. */
        record Stuck(Problem problem) implements Visited {}
    }

    @Override
    public boolean take() {
        return take(true);
    }

    /** Takes a turn; if it may not go on, it only ends what was under way for an earlier round. */
    boolean take(boolean mayGoOn) {
        problem = Optional.empty();
        if (isDone()) return false;
        if (mark.isEmpty()) return begin();
        if (isAtRest() && !mayGoOn) return false;
        if (!ready.isEmpty()) return visit();
        if (!later.isEmpty()) return again();
        return next.isPresent() ? turnPage() : read();
    }

    boolean isDone() {
        return mark.filter(Mark::isDone).isPresent();
    }

    /** Whether nothing that was begun for an earlier round is under way any more. */
    boolean isAtRest() {
        return mark.filter(known -> known.round() >= round).isPresent();
    }

    long round() {
        return round;
    }

    /** How many items or entries it has gone through, also before a restart. */
    long seen() {
        return mark.map(Mark::seen).orElse(0L);
    }

    /** What went wrong in the last turn, if anything did. */
    Optional<Problem> problem() {
        return problem;
    }

    private boolean begin() {
        return switch (bookmark.load()) {
            case Looked.Unseen<Optional<Mark>>(Problem unseen) -> fail(unseen);
            case Looked.Seen<Optional<Mark>>(Optional<Mark> saved) -> {
                // Of an earlier round, the page that was under way is done once more, and no other.
                mark = saved.filter(known -> known.round() >= round || !known.isDone());
                yield mark.isPresent() || move(Mark.beginning(round));
            }
        };
    }

    private boolean read() {
        Mark from = mark.orElseThrow();
        return switch (pages.read(from.after())) {
            case Looked.Unseen<Page<T>>(Problem unseen) -> fail(unseen);
            case Looked.Seen<Page<T>>(Page<T> page) -> {
                ready.addAll(page.found());
                visits = 0;
                long seen = from.seen() + page.found().size();
                next = Optional.of(
                        isAtRest()
                                ? new Mark(round, page.next(), seen, page.next().isEmpty())
                                : Mark.beginning(round));
                yield true;
            }
        };
    }

    private boolean visit() {
        if (open.get() >= terms.mostOpen || !terms.throttle.admits()) return false;
        T found = ready.getFirst();
        open.incrementAndGet();
        Visited result = visitor.visit(found, visits, open::decrementAndGet);
        if (!(result instanceof Visited.Begun)) open.decrementAndGet();
        if (result instanceof Visited.Stuck(Problem stuck)) return fail(stuck);
        ready.removeFirst();
        if (result instanceof Visited.Later && visits < MOST_VISITS) later.add(found);
        visited = terms.steady.instant();
        return true;
    }

    private boolean again() {
        if (!gate.test(visited)) return false;
        ready.addAll(later);
        later.clear();
        visits++;
        return true;
    }

    private boolean turnPage() {
        if (open.get() > 0 || !move(next.orElseThrow())) return false;
        next = Optional.empty();
        return true;
    }

    /** Also to the beginning, before anything is read: so it is known that something may be under way. */
    private boolean move(Mark to) {
        if (bookmark.save(to) instanceof Written.Failed(Problem failed, boolean _)) return fail(failed);
        mark = Optional.of(to);
        return true;
    }

    private boolean fail(Problem what) {
        problem = Optional.of(what);
        return false;
    }
}
