package dev.leeward.agent.link;

import dev.leeward.agents.AgentReport;
import dev.leeward.agents.OrderNote;
import dev.leeward.agents.Orders;
import dev.leeward.config.host.HostSettings.Orchestrator;
import dev.leeward.evidence.Cursor;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The link to one orchestrator: one thread waits for its orders, another reports. */
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final OrchestratorClient client;
    private final Supplier<AgentReport> report;
    private final Consumer<OrderNote> orders;
    private final Thread asking;
    private final Thread reporting;
    private final Duration every;
    private final Object news = new Object();
    private boolean hasNews;
    private volatile OptionalLong heard = OptionalLong.empty();
    private volatile String trouble = "not asked yet";
    private volatile boolean leads;

    Link(Orchestrator settings, Supplier<AgentReport> report, Consumer<OrderNote> orders, Duration every)
            throws IOException {
        this.client = OrchestratorClient.of(settings);
        this.report = report;
        this.orders = orders;
        this.every = every;
        this.asking =
                Thread.ofPlatform().daemon().name("orders-" + client.name()).unstarted(this::ask);
        this.reporting =
                Thread.ofPlatform().daemon().name("reports-" + client.name()).unstarted(this::tell);
    }

    void start() {
        asking.start();
        reporting.start();
    }

    /** Something happened that is to be reported now. */
    void tellNow() {
        synchronized (news) {
            hasNews = true;
            news.notifyAll();
        }
    }

    LinkState state() {
        var at = heard;
        return new LinkState(
                client.name(),
                at.isPresent() ? Optional.of(Duration.ofNanos(System.nanoTime() - at.getAsLong())) : Optional.empty(),
                leads,
                trouble);
    }

    private void ask() {
        Optional<Cursor> cursor = Optional.empty();
        var pause = FIRST_PAUSE;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long asked = System.nanoTime();
                switch (client.orders(cursor)) {
                    case OrchestratorClient.Asked.Answered(Orders answer) -> {
                        cursor = Optional.of(answer.cursor());
                        leads = answer.leads();
                        well();
                        answer.orders().forEach(orders);
                        pause = FIRST_PAUSE;
                        // One that answers at once and has no orders would be asked without end.
                        boolean early = System.nanoTime() - asked < FIRST_PAUSE.toNanos();
                        if (early) Thread.sleep(answer.leads() ? FIRST_PAUSE : LONGEST_PAUSE.dividedBy(5));
                    }
                    case OrchestratorClient.Asked.Failed(var problem) -> {
                        ill(problem.sentence());
                        Thread.sleep(pause);
                        var twice = pause.multipliedBy(2);
                        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void well() {
        heard = OptionalLong.of(System.nanoTime());
        if (!trouble.isEmpty()) LOG.info("{} answers", client.name());
        trouble = "";
    }

    private void ill(String sentence) {
        if (!trouble.equals(sentence)) LOG.warn("{}: {}", client.name(), sentence);
        leads = false;
        trouble = sentence;
    }

    private void tell() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                boolean told = client.report(report.get());
                synchronized (news) {
                    // A report that was lost is made up for soon; nothing of it is kept, the next says it all.
                    if (!hasNews) news.wait((told ? every : FIRST_PAUSE.multipliedBy(5)).toMillis());
                    hasNews = false;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        asking.interrupt();
        reporting.interrupt();
        client.close();
        try {
            asking.join(STOPPING);
            reporting.join(STOPPING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
