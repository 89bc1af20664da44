package dev.leeward.demo;

import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.ServiceBody;
import dev.leeward.emulator.linode.LinodeCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What every chapter of the story needs: the stage, the time line, somebody to tell it, and a list of what was wrong. */
final class Scene {
    private static final Duration GLANCE = Duration.ofMillis(40);

    /** Machines that do ten other things are slow; being slow is judged by what was measured, not by this. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Stage stage;
    private final Narrator narrator;
    private final TimeLine timeLine;
    private final List<String> wrong = new ArrayList<>();
    private int checked;

    Scene(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
        this.timeLine = new TimeLine(stage.api());
    }

    /** Something that may be asked again and again. */
    @FunctionalInterface
    interface Look {
        boolean holds() throws IOException;
    }

    Stage stage() {
        return stage;
    }

    DemoWorld world() {
        return stage.world();
    }

    Visitor visitor() {
        return stage.visitor();
    }

    Narrator narrator() {
        return narrator;
    }

    TimeLine timeLine() {
        return timeLine;
    }

    Instant now() {
        return stage.now();
    }

    /** What did not hold so far. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How many things were checked so far. */
    int checked() {
        return checked;
    }

    /** Waits until {@code look} holds; whether it did in time. */
    boolean await(Duration limit, Look look) throws StoryStoppedException {
        var until = now().plus(limit);
        do {
            if (look(look)) return true;
            pause(GLANCE);
        } while (now().isBefore(until));
        return look(look);
    }

    /** Whether {@code look} holds all the time for {@code length}. */
    boolean staysFor(Duration length, Look look) throws StoryStoppedException {
        var until = now().plus(length);
        while (now().isBefore(until)) {
            if (!look(look)) return false;
            pause(GLANCE);
        }
        return look(look);
    }

    private boolean look(Look look) throws StoryStoppedException {
        try {
            timeLine.pull();
            return look.holds();
        } catch (IOException e) {
            throw stop("the node's API or the name server went silent (" + e.getMessage() + ")");
        }
    }

    private void pause(Duration length) throws StoryStoppedException {
        if (stage.isClosed() || Thread.currentThread().isInterrupted()) throw new StoryStoppedException("interrupted");
        LockSupport.parkNanos(length.toNanos());
    }

    /** Notes whether {@code claim} holds; the story goes on either way. */
    void check(boolean holds, String claim) {
        checked++;
        if (holds) {
            narrator.right(claim);
        } else {
            wrong.add(claim);
            narrator.wrong("not so: " + claim);
        }
    }

    /** Notes whether {@code claim} holds; without it the story makes no sense any more. */
    void need(boolean holds, String claim) throws StoryStoppedException {
        check(holds, claim);
        if (!holds) throw new StoryStoppedException(claim);
    }

    /** Ends the story for a reason that is no claim. */
    StoryStoppedException stop(String why) {
        if (stage.isClosed()) return new StoryStoppedException("interrupted");
        wrong.add(why);
        narrator.wrong(why);
        return new StoryStoppedException(why);
    }

    /** How the shop stands, as the API says. */
    ServiceBody service() throws StoryStoppedException {
        try {
            return stage.api().service();
        } catch (IOException e) {
            throw stop("the node's API does not answer (" + e.getMessage() + ")");
        }
    }

    /** Whether the name server answers {@code region}'s address and no other; asked afresh. */
    boolean nameLeadsTo(String region) {
        try {
            return stage.lookup().addresses().equals(List.of(DemoWorld.address(region)));
        } catch (IOException silent) {
            narrator.wrong("the name server does not answer");
            return false;
        }
    }

    /** Whether the client's newest visit was served by {@code region}. */
    boolean clientIsServedBy(String region) {
        return visitor().last().flatMap(Visit::region).filter(region::equals).isPresent();
    }

    /** Whether every visit from {@code from} on was served by {@code region}, and there were some. */
    boolean clientWasServedBy(String region, Instant from) {
        var visits = visitor().since(from);
        return !visits.isEmpty()
                && visits.stream()
                        .allMatch(visit -> visit.region().filter(region::equals).isPresent());
    }

    /** How often anybody wrote a record through the Linode API, as the API counts. */
    int writes() {
        return world().linode().calls(LinodeCall.UPDATE_RECORD)
                + world().linode().calls(LinodeCall.CREATE_RECORD);
    }

    /** Waits until the first run after {@code mark} is over. */
    Optional<EntryBody> awaitRunEnd(long mark, Duration limit) throws StoryStoppedException {
        boolean ended = await(limit, () -> !timeLine.after(mark, "run-ended").isEmpty());
        return ended ? Optional.of(timeLine.after(mark, "run-ended").getFirst()) : Optional.empty();
    }

    /** Needs that run to have succeeded. */
    void needSuccess(Optional<EntryBody> end, String what) throws StoryStoppedException {
        boolean succeeded = end.filter(entry -> TimeLine.text(entry, "ending").equals("succeeded"))
                .isPresent();
        if (!succeeded) {
            narrator.say(end.map(entry -> "The journal says: " + entry.sentence())
                    .orElse("The journal knows of no end of that run."));
        }
        need(succeeded, what);
    }
}
