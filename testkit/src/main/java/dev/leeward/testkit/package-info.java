/** What tests of every module share: external programs, ports, contract suites and generators. */
@NullMarked
package dev.leeward.testkit;

import org.jspecify.annotations.NullMarked;
