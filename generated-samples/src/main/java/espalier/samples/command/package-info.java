/** The {@code espalier} command line, a class for each command. */
package espalier.samples.command;
