package dev.leeward.region;

/** The kinds of DNS records that carry traffic (RFC 1035, RFC 3596). */
public enum RecordType {
    A,
    AAAA,
    CNAME
}
