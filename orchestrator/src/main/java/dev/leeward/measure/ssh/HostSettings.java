package dev.leeward.measure.ssh;

import dev.leeward.config.MeasureSettings;
import dev.leeward.environment.EnvironmentText;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.measure.ssh.RemoteFiles.Found;
import dev.leeward.steering.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts settings into force on one host: read, claim, keep what stood before, replace, read back, restart, prove, or take it
 * back. Whatever it was cut off at, the next attempt reads what stands there and goes on.
 */
final class HostSettings extends HostWork {
    private final MeasureSettings.BySsh settings;
    private final MeasureOrder order;

    HostSettings(MeasureSettings.BySsh settings, MeasureOrder order, Deadline end) {
        super(settings.access(), end);
        this.settings = settings;
        this.order = order;
    }

    @Override
    Outcome with(Connection connection, RemoteFiles files) throws IOException, HostException {
        var ground = new Ground(files, settings.file(), order);
        var standing = ground.mark();
        ground.requireNoLater(standing);
        var found = found(files);
        var next = next(found);
        if (next.digest().equals(digest(found)) && isInForce(standing, next)) {
            if (!isThisOrders(standing)) {
                ground.claim(found.attributes());
                ground.note(Mark.Stage.IN_FORCE, next.digest(), found.attributes());
            }
            return new Outcome.Applied(settings.file() + " had these settings already, and they were proven then");
        }
        ground.claim(found.attributes());
        replace(ground, files);
        touched(true);
        // What is left must do to take it back.
        var forward = Deadline.in(end().left().multipliedBy(3).dividedBy(5));
        var application = new HostApplication(connection, settings);
        var taken = application.take(forward);
        var now = found(files);
        if (!taken.well()) return takenBack(application, ground, files, taken.evidence());
        ground.note(Mark.Stage.IN_FORCE, digest(now), now.attributes());
        ground.dropOtherBackups();
        return new Outcome.Applied(
                settings.file() + " holds them (SHA-256 " + digest(now).substring(0, 12) + "); " + taken.evidence());
    }

    private static boolean isInForce(Optional<Mark> standing, EnvironmentText text) {
        return standing.filter(mark ->
                        mark.stage() == Mark.Stage.IN_FORCE && mark.content().equals(text.digest()))
                .isPresent();
    }

    private boolean isThisOrders(Optional<Mark> standing) {
        return standing.filter(mark ->
                        mark.rank().equals(order.rank()) && mark.operation().equals(order.operation()))
                .isPresent();
    }

    /** Reads afresh, since anybody may have changed it before it was claimed. */
    private void replace(Ground ground, RemoteFiles files) throws IOException, HostException {
        var found = found(files);
        var next = next(found);
        if (next.digest().equals(digest(found))) return;
        ground.put(ground.backup(), found.bytes(), found.attributes());
        exchange(ground, files, next.bytes(), found);
    }

    private void exchange(Ground ground, RemoteFiles files, byte[] bytes, Found like)
            throws IOException, HostException {
        boolean before = isTouched();
        touched(true);
        try {
            ground.put(settings.file(), bytes, like.attributes());
        } catch (HostException e) {
            touched(before);
            throw e;
        }
        if (!digest(found(files)).equals(EnvironmentText.digest(bytes))) {
            throw HostException.passing(
                    FaultCode.CONFLICT, settings.file() + " does not hold what was just written: somebody changed it");
        }
    }

    private Outcome takenBack(HostApplication application, Ground ground, RemoteFiles files, String trouble)
            throws IOException, HostException {
        var kept = files.read(ground.backup(), EnvironmentText.MOST_BYTES);
        if (kept.isEmpty()) {
            ground.note(Mark.Stage.TAKEN_BACK, "", found(files).attributes());
            return untouched(settings.file() + " had these settings already, but " + trouble);
        }
        exchange(ground, files, kept.get().bytes(), kept.get());
        var again = application.take(end());
        ground.note(Mark.Stage.TAKEN_BACK, "", kept.get().attributes());
        return again.well()
                ? untouched("the new settings broke the application and were taken back (" + trouble
                        + "); with those of before " + again.evidence())
                : new Outcome.Unknown(Problem.passing(
                        FaultCode.UNSAFE,
                        "with the new settings " + trouble + "; those of before stand again, but " + again.evidence()));
    }

    private static Outcome untouched(String sentence) {
        return new Outcome.Untouched(Problem.lasting(FaultCode.UNSAFE, sentence));
    }

    private Found found(RemoteFiles files) throws IOException, HostException {
        var found = files.read(settings.file(), EnvironmentText.MOST_BYTES);
        if (found.isPresent()) return found.get();
        throw HostException.lasting(
                FaultCode.NOT_FOUND,
                "there is no " + settings.file()
                        + ": make it, for whose it is and who may read it is not for us to say");
    }

    private EnvironmentText next(Found found) throws HostException {
        return switch (EnvironmentText.read(found.bytes())) {
            case EnvironmentText.Read.Wrong(String sentence) ->
                throw HostException.lasting(FaultCode.REJECTED, settings.file() + " is left alone: " + sentence);
            case EnvironmentText.Read.Fine(EnvironmentText text) -> {
                var next = text.with(wanted(text));
                if (next.bytes().length > EnvironmentText.MOST_BYTES) {
                    throw HostException.lasting(FaultCode.EXHAUSTED, settings.file() + " would be too large");
                }
                yield next;
            }
        };
    }

    /** What was ordered; and what a file says of the move itself is kept right where it says it. */
    private Map<String, String> wanted(EnvironmentText text) {
        var wanted = new TreeMap<String, String>();
        if (text.get("LEEWARD_ACTIVE").isPresent())
            wanted.put("LEEWARD_ACTIVE", order.to().value());
        if (text.get("LEEWARD_EPOCH").isPresent())
            wanted.put("LEEWARD_EPOCH", order.epoch().toString());
        wanted.putAll(settings.values().getOrDefault(order.region(), Map.of()));
        return wanted;
    }

    private static String digest(Found found) {
        return EnvironmentText.digest(found.bytes());
    }
}
