package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.LocalProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL right before and right after every append of a failover, enumerated: whatever the instant, a restarted node
 * brings the run to the end that an undisturbed one has (S12).
 */
class CrashIT {
    /** More appends than a failover makes; the enumeration ends by itself when a run is over before the crash. */
    private static final int MOST_APPENDS = 40;

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void a_node_killed_at_any_append_of_a_run_ends_it_as_if_nothing_had_happened() {
        int points = 0;
        try (var world = new TwoRegions(folder)) {
            for (var when : new String[] {"before", "after"}) {
                for (int n = 1; n <= MOST_APPENDS; n++) {
                    if (!crashAndRecover(world, when, n)) break;
                    points++;
                }
            }
        }
        System.out.println("killed at " + points + " points");
        // At least: the start with the first call's intent, steered, verified with the end; each before and after.
        assertThat(points).isGreaterThanOrEqualTo(6);
    }

    /** Whether the node came to that point of the run at all. */
    private static boolean crashAndRecover(TwoRegions world, String when, int n) {
        world.reset();
        var doomed = world.startNode(when, Integer.toString(n));
        world.awaitReady(doomed);
        world.east.kill();
        boolean crashed = diesBeforeTheEnd(world, doomed);
        // One that came to the end of the run may still be about to kill itself: another one tells what came of it.
        doomed.kill();
        world.startNode();
        world.awaitAnswer(TwoRegions.AWAY);
        world.awaitSucceeded("shop-1");
        assertThat(world.lastRun()).as("one run, %s %d", when, n).contains("\"kind\":\"failover\"");
        assertThat(runsStarted(world)).as("one run, %s %d", when, n).isEqualTo(1);
        world.east.restart();
        return crashed;
    }

    private static boolean diesBeforeTheEnd(TwoRegions world, LocalProcess doomed) {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (System.nanoTime() < deadline) {
            if (!doomed.isAlive()) return true;
            if (world.lastRun().contains("\"ending\"")) return false;
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("neither crashed nor done\n" + doomed.output());
    }

    private static long runsStarted(TwoRegions world) {
        return Pattern.compile("\"run-started\"")
                .matcher(world.journal())
                .results()
                .count();
    }
}
