package dev.leeward.config.load;

import dev.leeward.declared.Billing;
import dev.leeward.declared.Billing.Capacity;
import java.util.Map;
import java.util.Optional;

/** Reads how a table is paid for. */
final class BillingReading {
    private static final int MOST_UNITS = 1_000_000;
    private static final int TARGET = 70;

    private BillingReading() {}

    static Optional<Billing> read(Cell cell) {
        if (cell.scalar().isPresent()) {
            return Values.<Billing>choice(Map.of("on-demand", new Billing.OnDemand()))
                    .parse(cell);
        }
        return cell.section("on-demand, or read and write capacity").flatMap(section -> {
            Optional<Capacity> read = section.require("read", "read: 5").flatMap(BillingReading::capacity);
            Optional<Capacity> write = section.require("write", "write: 5").flatMap(BillingReading::capacity);
            section.end();
            return read.flatMap(r -> write.map(w -> new Billing.Provisioned(r, w)));
        });
    }

    private static Optional<Capacity> capacity(Cell cell) {
        var units = Values.number(1, MOST_UNITS);
        if (cell.scalar().isPresent()) return units.parse(cell).map(Capacity::fixed);
        return cell.section("a number of units, or least and most").flatMap(section -> {
            Optional<Integer> least = section.require("least", "least: 5").flatMap(units::parse);
            Optional<Integer> most = section.require("most", "most: 100").flatMap(units::parse);
            int target = section.value("target", TARGET, Values.number(20, 90));
            section.end();
            return least.flatMap(l -> most.flatMap(m -> m >= l
                    ? Optional.of(new Capacity(l, m, target))
                    : cell.wrong("most is " + m + ", less than least, which is " + l)));
        });
    }
}
