package dev.leeward.agent.health;

import dev.leeward.agent.health.HostLook.Seen;
import dev.leeward.config.host.HostCheck;
import dev.leeward.config.host.HostCheck.What;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.prober.Looks;
import dev.leeward.unit.Units;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** Gives each check its way of looking. */
public final class HostLooks {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
    private static final int MOST_PID = 64;
    private static final int HUNDRED = 100;

    private final Prober prober;
    private final Units units;

    /** By probes as orchestrators use them, and systemd. */
    public HostLooks(Prober prober, Units units) {
        this.prober = prober;
        this.units = units;
    }

    /** How {@code check} is looked at. */
    public HostLook of(HostCheck check) {
        return switch (check.what()) {
            case What.Probed(Check probe) -> limit -> probed(new ProbeId(check.id()), probe, limit);
            case What.PhpFpm fpm -> new FpmLook(fpm);
            case What.PidFile(Path file) -> _ -> process(file);
            case What.Unit(String name) -> _ -> unit(name);
            case What.Disk disk -> _ -> disk(disk);
        };
    }

    private Seen probed(ProbeId id, Check check, Duration limit) {
        var what = check.summary();
        return switch (Looks.once(prober, new Probe(id, check, limit, limit, limit))) {
            case Sighting.Healthy healthy ->
                Seen.well(what + " answered in " + healthy.timings().total().toMillis() + " ms");
            case Sighting.Failing failing ->
                Seen.failing(what + ": " + failing.kind().name() + ", " + failing.detail());
            case Sighting.Inconclusive open -> Seen.unclear(what + ": " + open.why());
        };
    }

    private Seen unit(String name) {
        var seen = units.look(name);
        return switch (seen.doing()) {
            case ACTIVE -> Seen.well(seen.evidence());
            case INACTIVE, CHANGING, MISSING -> Seen.failing(seen.evidence());
            case UNKNOWN -> Seen.unclear(seen.evidence());
        };
    }

    /** The number may be another process's by now; what it shows is that the file is not left over from a crash. */
    private static Seen process(Path file) {
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(MOST_PID), StandardCharsets.US_ASCII).strip();
            if (!NUMBER.matcher(text).matches()) return Seen.failing(file + " holds no process number");
            return ProcessHandle.of(Long.parseLong(text))
                            .filter(ProcessHandle::isAlive)
                            .isPresent()
                    ? Seen.well("process " + text + " is there")
                    : Seen.failing("process " + text + " of " + file + " is gone");
        } catch (IOException e) {
            return Seen.failing(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Seen disk(What.Disk disk) {
        try {
            var store = Files.getFileStore(disk.path());
            long free = store.getUsableSpace();
            long total = Math.max(1, store.getTotalSpace());
            long percent = (long) ((double) free / total * HUNDRED);
            var text = "of the disk of " + disk.path() + " " + percent + " % are free, " + free / 1_000_000 + " MB";
            return percent >= disk.leastPercent() && free >= disk.leastBytes() ? Seen.well(text) : Seen.failing(text);
        } catch (IOException e) {
            return Seen.unclear("the disk of " + disk.path() + ": " + e.getMessage());
        }
    }
}
