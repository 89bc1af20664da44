package dev.leeward.emulator.linode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The domains and records of one account with the rules of the API. Thread-safe; every change is published. */
final class LinodeAccount {
    private final Map<Long, LinodeDomain> domains = new LinkedHashMap<>();
    private final Map<Long, LinodeRecord> records = new LinkedHashMap<>();
    private final Map<Long, List<LinodeRecord>> before = new LinkedHashMap<>();
    private final Consumer<LinodeDomain> changed;
    private boolean forgetsTtlOnCreate;
    private long lastId = 1_000;

    /** @param changed told, under the account's lock, which domain has to be published */
    LinodeAccount(Consumer<LinodeDomain> changed) {
        this.changed = changed;
    }

    synchronized void forgetTtlOnCreate(boolean forget) {
        forgetsTtlOnCreate = forget;
    }

    synchronized LinodeDomain addDomain(String name, int ttlSec) {
        LinodeDomain added = new LinodeDomain(
                ++lastId, name.toLowerCase(Locale.ROOT), "master", "active", LinodeTtl.rounded(ttlSec));
        domains.put(added.id(), added);
        changed.accept(added);
        return added;
    }

    synchronized void put(LinodeDomain domain) {
        domains.put(domain.id(), domain);
        changed.accept(domain);
    }

    synchronized void removeDomain(long id) {
        LinodeDomain gone = domains.remove(id);
        if (gone == null) return;
        records.values().removeIf(each -> each.domainId() == id);
        changed.accept(new LinodeDomain(id, gone.domain(), gone.type(), "disabled", gone.ttlSec()));
    }

    synchronized List<LinodeDomain> domains() {
        return List.copyOf(domains.values());
    }

    synchronized Optional<LinodeDomain> domain(long id) {
        return Optional.ofNullable(domains.get(id));
    }

    synchronized List<LinodeRecord> records(long domainId) {
        return of(domainId, records.values());
    }

    /** The records as they stood before the domain's last write. */
    synchronized List<LinodeRecord> recordsBeforeLastWrite(long domainId) {
        return before.getOrDefault(domainId, records(domainId));
    }

    synchronized Optional<LinodeRecord> record(long domainId, long id) {
        return Optional.ofNullable(records.get(id)).filter(each -> each.domainId() == domainId);
    }

    synchronized Written create(
            LinodeDomain domain, String type, String name, String target, int ttlSec, String caller) {
        String relative = RecordRules.relative(name, domain.domain());
        String value = RecordRules.normalized(type, target, caller);
        LinodeRecord wanted =
                new LinodeRecord(lastId + 1, domain.id(), type, relative, value, LinodeTtl.rounded(ttlSec));
        Optional<Written.Refused> refused = RecordRules.refuse(wanted, records(domain.id()));
        if (refused.isPresent()) return refused.get();
        remember(domain.id());
        LinodeRecord added = forgetsTtlOnCreate ? wanted.with(value, 0) : wanted;
        lastId = added.id();
        records.put(added.id(), added);
        changed.accept(domain);
        return new Written.Done(added);
    }

    /** Changes what is given, keeps what is null. */
    synchronized Written update(
            LinodeDomain domain,
            LinodeRecord record,
            @Nullable String name,
            @Nullable String target,
            @Nullable Integer ttlSec,
            String caller) {
        LinodeRecord now = records.getOrDefault(record.id(), record);
        String value = target == null ? now.target() : RecordRules.normalized(now.type(), target, caller);
        LinodeRecord wanted = now.with(value, ttlSec == null ? now.ttlSec() : LinodeTtl.rounded(ttlSec));
        if (name != null) wanted = wanted.named(RecordRules.relative(name, domain.domain()));
        Optional<Written.Refused> refused = RecordRules.refuse(wanted, records(domain.id()));
        if (refused.isPresent()) return refused.get();
        remember(domain.id());
        records.put(wanted.id(), wanted);
        changed.accept(domain);
        return new Written.Done(wanted);
    }

    synchronized void delete(LinodeDomain domain, long id) {
        remember(domain.id());
        records.remove(id);
        changed.accept(domain);
    }

    private void remember(long domainId) {
        before.put(domainId, records(domainId));
    }

    private static List<LinodeRecord> of(long domainId, Collection<LinodeRecord> all) {
        return new ArrayList<>(
                all.stream().filter(each -> each.domainId() == domainId).toList());
    }
}
