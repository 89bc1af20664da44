/**
 * The journal in one SQLite file: durable to the last committed append over crashes of the process and of the machine, one
 * writer at a time, readable by others while it is written.
 */
@NullMarked
package dev.leeward.journal.sqlite;

import org.jspecify.annotations.NullMarked;
