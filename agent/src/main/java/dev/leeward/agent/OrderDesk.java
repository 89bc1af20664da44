package dev.leeward.agent;

import dev.leeward.agent.fence.FenceWork;
import dev.leeward.agent.settings.SettingsWork;
import dev.leeward.agent.state.StateFile;
import dev.leeward.agents.AgentOrder;
import dev.leeward.agents.OrderNote;
import dev.leeward.agents.OutcomeNote;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders and does them, on one thread. A fence is taken when it arrives, whatever is being done then; all else waits
 * its turn. An operation that is known already is answered and not done again, unless it may not have been done.
 */
final class OrderDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
    private static final int MOST_WAITING = 64;
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final Duration SILENT = Duration.ofMinutes(1);
    private static final Duration SAY_AGAIN = Duration.ofMinutes(5);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final StateFile state;
    private final FenceWork fence;
    private final Optional<SettingsWork> settings;
    private final Duration every;
    private final Runnable happened;
    private final Supplier<Optional<Duration>> silence;
    private long saidSilent;
    private final BlockingQueue<Optional<OrderNote>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread = Thread.ofPlatform().name("orders").unstarted(this::run);

    /**
     * @param settings empty: this agent keeps no environment file
     * @param every how often a fence is looked after
     * @param happened told after everything that changes what is to be reported
     * @param silence how long no orchestrator has answered
     */
    OrderDesk(
            StateFile state,
            FenceWork fence,
            Optional<SettingsWork> settings,
            Duration every,
            Runnable happened,
            Supplier<Optional<Duration>> silence) {
        this.state = state;
        this.fence = fence;
        this.settings = settings;
        this.every = every;
        this.happened = happened;
        this.silence = silence;
    }

    void start() {
        thread.start();
    }

    /** Takes what an orchestrator ordered; returns soon. */
    void take(OrderNote note) {
        try {
            if (isAnswered(note)) return;
            var order = note.order();
            if (order.isEmpty()) {
                refuse(note, FaultCode.REJECTED, "this agent knows no order of the kind '" + note.kind() + "'");
            } else if (order.get() instanceof AgentOrder.Fence each) {
                fence.accept(each, note.issue());
                hurry(Optional.empty());
            } else {
                hurry(Optional.of(note));
            }
        } catch (IOException e) {
            LOG.error("order {} cannot be kept, so it is not taken: {}", note.operationId(), e.getMessage());
        }
    }

    private void hurry(Optional<OrderNote> note) {
        if (!waiting.offer(note)) LOG.error("too many orders wait; one is left out and will be given again");
    }

    /** Whether nothing is left to be done for {@code note}; sees its epoch otherwise. */
    private synchronized boolean isAnswered(OrderNote note) throws IOException {
        var now = state.now();
        if (now.concerns(note.operationId())) {
            // Under way or held: what it comes to is told as the answer to this giving.
            state.change(before -> before.answering(note.operationId(), note.issue()));
            hurry(Optional.empty());
            return true;
        }
        var known = now.outcome(note.operationId());
        // The same giving comes again whenever another order is told beside it.
        if (known.filter(each -> each.issue().equals(note.issue())).isPresent()) return true;
        if (known.isPresent() && known.get().value() instanceof Outcome.Applied applied) {
            answer(note, applied);
            return true;
        }
        var later = now.overtaking(note);
        if (later.isPresent()) {
            refuse(
                    note,
                    FaultCode.FENCED,
                    "it is of epoch " + note.epoch() + ", and an order was seen here already of " + later.get());
            return true;
        }
        state.change(before -> before.seen(note));
        return false;
    }

    private void refuse(OrderNote note, FaultCode code, String sentence) throws IOException {
        LOG.warn("order {} is refused: {}", note.operationId(), sentence);
        answer(note, new Outcome.Untouched(Problem.lasting(code, sentence)));
    }

    private void answer(OrderNote note, Outcome outcome) throws IOException {
        state.change(now -> now.noting(OutcomeNote.of(note.operationId(), note.issue(), outcome)));
        happened.run();
    }

    private void run() {
        try {
            boolean first = true;
            while (!Thread.currentThread().isInterrupted()) {
                var next = first ? Optional.<OrderNote>empty() : waiting.poll(every.toMillis(), TimeUnit.MILLISECONDS);
                first = false;
                turn(next == null ? Optional.empty() : next);
                saySilence();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void saySilence() {
        var length = silence.get().orElse(Duration.ZERO);
        if (length.compareTo(SILENT) < 0) {
            saidSilent = 0;
            return;
        }
        long now = System.nanoTime();
        if (saidSilent != 0 && now - saidSilent < SAY_AGAIN.toNanos()) return;
        saidSilent = now;
        LOG.warn(
                "no orchestrator has answered for {} s; going on as last ordered: epoch {}, {}",
                length.toSeconds(),
                state.now().epoch(),
                state.now().fence().isPresent() ? "fenced" : "not fenced");
    }

    /** The fence first, also before the rest of what a crash left. */
    private void turn(Optional<OrderNote> note) throws InterruptedException {
        try {
            fence.tend();
            if (settings.isPresent()) settings.get().resume();
            if (note.isPresent()) perform(note.get());
            fence.tend();
            happened.run();
        } catch (IOException e) {
            LOG.error("cannot keep what is being done, so nothing more is done now: {}", e.getMessage());
            Thread.sleep(AFTER_TROUBLE);
        }
    }

    private void perform(OrderNote note) throws IOException, InterruptedException {
        // It was right when it came, but may have waited behind something of a higher epoch.
        if (isAnswered(note)) return;
        switch (note.order().orElseThrow()) {
            case AgentOrder.Fence order -> fence.accept(order, note.issue());
            case AgentOrder.Release order -> fence.accept(order, note.issue());
            case AgentOrder.Settings order -> {
                if (settings.isPresent()) settings.get().begin(order, note.issue());
                else refuse(note, FaultCode.MISCONFIGURED, "this agent's file names no settings to keep");
            }
        }
    }

    /** Ends between two steps, which are the same as those of a crash. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            if (!thread.join(STOPPING)) LOG.warn("what is being done does not end in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
