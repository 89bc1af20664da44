package dev.leeward.demo;

import dev.leeward.api.body.RuleBody;
import dev.leeward.emulator.shop.RegionalShop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The demonstration on a terminal: draws four times a second, and does what is typed. */
final class LiveDemo {
    private static final int PACE_MILLIS = 250;
    private static final int NEWEST = 12;
    private static final int LINES_AHEAD = 16;

    // ECMA-48; the other screen and no wrapping (xterm and its kin), so that long lines keep the layout.
    private static final String ENTER = "\u001b[?1049h\u001b[?7l\u001b[2J";
    private static final String LEAVE = "\u001b[?7h\u001b[?1049l";
    private static final String PROMPT = "\u001b[" + (Screen.ROWS + 1) + ";1H\u001b[J> ";
    private static final String SAVE = "\u001b7";
    private static final String BACK = "\u001b8";
    private static final String TOP = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";

    private final Stage stage;
    private final BufferedReader answers;
    private final PrintWriter out;
    private final Screen screen;
    private final TimeLine timeLine;
    private final BlockingQueue<String> typed = new ArrayBlockingQueue<>(LINES_AHEAD);
    private Optional<Instant> fault = Optional.empty();
    private List<String> message = List.of();

    LiveDemo(Stage stage, BufferedReader answers, PrintWriter out, boolean colours) {
        this.stage = stage;
        this.answers = answers;
        this.out = out;
        this.screen = new Screen(colours);
        this.timeLine = new TimeLine(stage.api());
    }

    /** Goes on until the person quits. */
    void run() throws IOException {
        Thread.ofPlatform().daemon().name("demo-keys").start(this::read);
        out.print(ENTER + PROMPT);
        try {
            while (!stage.isClosed()) {
                draw();
                var line = typed.poll(PACE_MILLIS, TimeUnit.MILLISECONDS);
                if (line == null) continue;
                out.print(PROMPT);
                var wish = Wish.of(line);
                if (wish.isPresent() && wish.get() instanceof Wish.Quit) return;
                message = wish.isPresent() ? fulfil(wish.get()) : List.of("Not understood: " + line.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(out);
        }
    }

    /** Gives the terminal back as it was; also when the process is told to end. */
    static void leave(PrintWriter out) {
        out.print(LEAVE);
        out.flush();
    }

    private void read() {
        try {
            for (var line = answers.readLine(); line != null; line = answers.readLine()) typed.put(line);
            typed.put("q");
        } catch (IOException terminalGone) {
            stage.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() throws IOException {
        timeLine.pull();
        var service = stage.api().service();
        var shops = service.regions().stream()
                .map(region -> stage.world().shop(region.name()).state())
                .map(LiveDemo::word)
                .toList();
        var picture = new Screen.Picture(
                stage.now(),
                stage.api().base().toString(),
                service,
                stage.visitor().last(),
                stage.visitor().count(),
                stage.visitor().failed(),
                shops,
                fault,
                timeLine.newest(NEWEST),
                message);
        var text = new StringBuilder(SAVE + TOP);
        for (var line : screen.draw(picture))
            text.append(line).append(CLEAR_LINE).append("\r\n");
        out.print(text + BACK);
        out.flush();
    }

    private static String word(RegionalShop.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private List<String> fulfil(Wish wish) throws IOException {
        return switch (wish) {
            case Wish.ToShop(var deed, var region) -> {
                doTo(stage.world().shop(region), deed);
                yield List.of();
            }
            case Wish.Home _ -> List.of(home());
            case Wish.Why _ -> why();
            case Wish.Nothing _, Wish.Quit _ -> List.of();
        };
    }

    private void doTo(RegionalShop shop, Wish.Deed deed) throws IOException {
        if (deed != Wish.Deed.RESTORE) fault = Optional.of(stage.now());
        switch (deed) {
            case KILL -> shop.kill();
            case FAIL -> shop.fail();
            case STALL -> shop.stall();
            case RESTORE -> shop.restore();
        }
    }

    /** Approves where Leeward asks, orders where it does not. */
    private String home() throws IOException {
        boolean asked = stage.api().service().proposal().isPresent();
        var reply = asked ? stage.api().approve() : stage.api().failback();
        return (asked ? "Approved: " : "Ordered: ") + reply.sentence();
    }

    private List<String> why() throws IOException {
        var why = stage.api().why();
        var lines = new ArrayList<String>();
        lines.add("Why (Enter: back to the time line)");
        var rules = why.rules().stream()
                .sorted(Comparator.comparing(RuleBody::holds))
                .toList();
        for (RuleBody rule : rules) {
            lines.add("  %-7s %-15s %s".formatted(rule.holds() ? "holds" : "BLOCKS", rule.rule(), rule.sentence()));
            rule.wouldChange()
                    .ifPresent(change -> lines.add("  %-7s %-15s would change it: %s".formatted("", "", change)));
        }
        return lines;
    }
}
