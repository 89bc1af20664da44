package dev.leeward.probe.command;

import dev.leeward.looking.BlockingLooks;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import java.util.function.Consumer;

/**
 * Looks by running programs ({@link Check.Command}), without a shell, each watched by a virtual thread of its own.
 *
 * <p>Exit code 0 is healthy, 75 (EX_TEMPFAIL of sysexits.h) inconclusive, all else failing. A program that cannot be
 * started is inconclusive: that is this machine's lack and says nothing about the target.
 */
public final class CommandProber implements Prober {

    /** Each is a process, and often an interpreter: more at once would make the machine itself the reason for failures. */
    public static final int MOST_AT_ONCE = 32;

    private final BlockingLooks looks = new BlockingLooks("commands", MOST_AT_ONCE);

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        if (!(probe.check() instanceof Check.Command command)) {
            throw new IllegalArgumentException("not a command: " + probe.check().summary());
        }
        looks.start(probe.id(), sink, _ -> new CommandRun(command.argv(), probe.timeout()).look());
    }

    /** Kills all programs in flight. */
    @Override
    public void close() {
        looks.close();
    }
}
