package dev.leeward.api;

import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.JournalBody;
import dev.leeward.api.body.ProblemBody.Fault;
import dev.leeward.control.Desk;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.JournalExport;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Reads the journal, a page at a time or as it grows. */
final class JournalRoutes {
    static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final String JSON_LINES = "application/jsonl";

    private final Desk desk;
    private final EventStream stream;

    JournalRoutes(Desk desk, EventStream stream) {
        this.desk = desk;
        this.stream = stream;
    }

    List<Route> routes() {
        return List.of(Route.view("/api/v1/journal", this::page), Route.view("/api/v1/events", stream::respond));
    }

    private void page(Exchange exchange) throws IOException {
        var faults = new ArrayList<Fault>();
        long after = number(exchange, "after", 0, 0, Long.MAX_VALUE, faults);
        int limit = (int) number(exchange, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT, faults);
        if (!faults.isEmpty()) {
            exchange.problem(400, Problem.lasting(FaultCode.REJECTED, "the query is not correct"), faults, List.of());
            return;
        }
        if (exchange.header(HeaderNames.ACCEPT).filter(JSON_LINES::equals).isPresent()) {
            var lines = new StringWriter();
            JournalExport.write(new DeskLines(desk, limit), after, lines);
            exchange.text(200, JSON_LINES, lines.toString());
            return;
        }
        var entries = desk.journal(after, limit).stream().map(EntryBody::of).toList();
        exchange.json(
                200,
                new JournalBody(
                        entries, entries.isEmpty() ? after : entries.getLast().sequence()));
    }

    private static long number(
            Exchange exchange, String name, long otherwise, long least, long most, List<Fault> faults) {
        var text = exchange.query(name);
        if (text.isEmpty()) return otherwise;
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException notOne) {
            faults.add(Fault.general("the parameter '" + name + "' is not a number"));
            return otherwise;
        }
        faults.add(Fault.general("the parameter '" + name + "' must be from " + least + " to " + most));
        return otherwise;
    }
}
