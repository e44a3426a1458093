package espalier.samples.command;

import espalier.samples.catalog.SampleNetworks;

/** What every command gets: the networks it may be asked for, and where it writes. */
record Environment(SampleNetworks networks, Console console) {}
